// The registry: every provider, in one object.
import type { AnyProvider } from '../provider.ts'
import { github } from './github.ts'
import { retrace } from './retrace.ts'
import { sentry } from './sentry.ts'

export const providers: Readonly<Record<string, AnyProvider>> = { sentry, retrace, github }
