// Every provider, loaded whole, as a run loads the chosen one.
import type { AnyProvider } from '../../src/provider/provider.ts'
import { manifests } from '../../src/providers/index.ts'
import { loadProvider } from '../../src/providers/load.ts'

export const loaded: readonly AnyProvider[] = await Promise.all(
  Object.values(manifests).map(({ id }) => loadProvider(id)),
)

/** The provider with this id. */
export function providerOf(id: string): AnyProvider {
  const found = loaded.find((each) => each.id === id)
  if (!found) throw new Error(`no provider ${id}`)
  return found
}
