// Ids as servers answer them.
import * as v from 'valibot'

/** One that becomes part of an address, which nothing or dots would make another one. */
export const AddressedId = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^(?!\.{0,2}$)/),
)
