// The URL of an image: `docker://[USER:PASSWORD@]HOST/IMAGE:TAG`. Its credentials must never be seen, so no message
// repeats the URL.
import { decoded } from '../../inputs/slips.ts'

const HOST = /^[A-Za-z0-9][A-Za-z0-9.-]*(:\d{1,5})?$/
const IMAGE =
  /^[A-Za-z0-9][A-Za-z0-9._/-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@[a-z0-9+._-]+:[0-9a-fA-F]{32,})?$/

interface Parts {
  readonly userInfo: string
  readonly host: string
  readonly image: string
}

function partsOf(url: string): Parts | undefined {
  const [, authority, image] = /^docker:\/\/([^/]+)\/(.+)$/.exec(url) ?? []
  if (authority === undefined || image === undefined) return undefined
  const at = authority.lastIndexOf('@')
  return { userInfo: authority.slice(0, Math.max(0, at)), host: authority.slice(at + 1), image }
}

/** What is wrong with it, as a sentence with the cure; undefined when nothing is. */
export function imageProblem(url: string): string | undefined {
  const parts = partsOf(url)
  if (!parts) return 'akkeris-image must be docker://HOST/IMAGE:TAG, with the host of the registry.'
  if (!HOST.test(parts.host) || !IMAGE.test(parts.image)) {
    return 'akkeris-image must be docker://HOST/IMAGE:TAG; a sign in it does not belong there (encode a user or password with %XX).'
  }
  // The vendor looks for a colon in the path, and leaves a build behind that never ends when there is none.
  if (!parts.image.includes(':')) {
    return 'akkeris-image has no tag: add one, as in docker://HOST/IMAGE:TAG, or a digest, as in docker://HOST/IMAGE@sha256:….'
  }
  return undefined
}

/**
 * The credentials in every form they could come back in. A user name beside a password is left readable: hidden, it
 * would hide the same word in the name of the app too.
 */
export function imageSecrets(url: string): string[] {
  const userInfo = partsOf(url)?.userInfo ?? ''
  if (userInfo === '') return []
  const colon = userInfo.indexOf(':')
  const secret = colon === -1 ? userInfo : userInfo.slice(colon + 1)
  return [...new Set([userInfo, decoded(userInfo), secret, decoded(secret)])].filter((each) => each !== '')
}
