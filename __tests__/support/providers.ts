// Every provider, as the core handles it.
import type { AnyProvider } from '../../src/provider/provider.ts'
import { providers } from '../../src/providers/index.ts'

export const loaded: readonly AnyProvider[] = Object.values(providers)

/** The provider with this id. */
export function providerOf(id: string): AnyProvider {
  const found = loaded.find((each) => each.id === id)
  if (!found) throw new Error(`no provider ${id}`)
  return found
}
