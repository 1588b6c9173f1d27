// The inputs of GitHub, as a provider.
import { choice, flag } from '../../inputs/kinds.ts'

export const inputs = {
  'github-release': flag('Make the tag and the GitHub Release.', true),
  'github-notes': choice(
    "Release notes: `generate` (GitHub's own, against the previous matching tag), `commits` (a grouped list of the commits of the range), or `none`.",
    ['generate', 'commits', 'none'],
    'generate',
    { also: 'generate-release-notes release-notes' },
  ),
  'github-draft': flag('Make the release a draft; GitHub makes the tag when it is published.', false),
  'github-prerelease': choice(
    'Mark the release as a prerelease: `auto` (when its version is semantic with a pre-release part, such as 1.2.0-rc.1), `true` or `false`.',
    ['auto', 'true', 'false'],
    'auto',
  ),
  'github-latest': choice(
    'Mark the release as the latest: `auto` (by date and semantic version), `true` or `false`.',
    ['auto', 'true', 'false'],
    'auto',
    { also: 'make-latest' },
  ),
}
