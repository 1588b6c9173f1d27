// Ids as servers answer them, as texts or numbers.
import * as v from 'valibot'

/** An id that is asked for by its address later on: nothing, or dots, would make it another address. */
export const AddressedId = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^(?!\.{0,2}$)/),
)
