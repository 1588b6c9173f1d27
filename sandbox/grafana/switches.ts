// What an installation of Grafana sets, and what nobody here knows of it.
import { count, flag, oneOf, text, type Values } from '../kit/switches.ts'

export const SWITCHES = {
  /** [D] `serve_from_sub_path`: everything lies under this path. */
  'sub-path': text('', 'a path such as /grafana', /^(\/[\w-]+)*$/),
  /** [S] `[annotations] tags_length`: of all tags as JSON. */
  'tags-length': count(500),
  /** [A] the status of tags that are too long. */
  'too-long': oneOf('400', '500'),
  /** A single sign-on in front of it answers everything by its page, with 200. */
  'login-page': flag(false),
  /** [D] the legacy API may be taken away one day. */
  'api-gone': flag(false),
}

export type Switches = Values<typeof SWITCHES>
