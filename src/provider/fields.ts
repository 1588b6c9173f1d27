// Fields of services' answers that are read leniently, and in the same way of every service.
import * as v from 'valibot'
import { instant } from '../text.ts'

/** An id, as the text that it is used as. */
export const Id = v.pipe(v.union([v.number(), v.string()]), v.transform(String))

/** One that becomes part of an address, which nothing or dots would make another one. */
export const AddressedId = v.pipe(Id, v.regex(/^(?!\.{0,2}$)/))

/** A text; empty where there is none. */
export const Text = v.nullish(v.string(), '')

/** A text that says something; undefined where there is none, or an empty one. */
export const Filled = v.pipe(
  v.nullish(v.string()),
  v.transform((text) => text || undefined),
)

/** A moment, in milliseconds since the epoch; undefined where none is told. */
export const Instant = v.pipe(v.nullish(v.string()), v.transform(instant))
