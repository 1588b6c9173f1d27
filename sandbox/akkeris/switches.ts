// The switches of the Akkeris sandbox, as they are written on the command line, and what they mean.
import type { Texts } from '../kit/stand-in.ts'
import { oneOf, readSwitches, text, type Values } from '../kit/switches.ts'
import { parseTimeline } from './timeline.ts'

const TIMELINE = 'states separated by commas, each perhaps with @SECONDS; perhaps refused in front'

export const SWITCHES = {
  face: oneOf('gateway', 'controller'),
  // The bearer token at the gateway; the whole `Authorization` value at the controller.
  token: text('akkeris-token'),
  // On in a new app of the real platform; off here so that a test asks for it.
  'auto-release': oneOf('off', 'on'),
  // By the clock after the build succeeded.
  'auto-release-delay': text('15', 'seconds, 3r (requests), or never', /^(never|\d+(\.\d+)?r?)$/),
  // Timelines (timeline.ts). A refused release is answered with 500 and recorded as failed: one of two types of
  // dyno may have been taken all the same, and its report makes the release succeeded (`refused,succeeded@3`).
  release: text('pending,succeeded', TIMELINE),
  build: text('pending,succeeded', TIMELINE),
  // `socs` or `prod`: builds are for administrators only.
  compliance: oneOf('', 'socs', 'prod'),
  elevated: oneOf('off', 'on'),
  'build-service': oneOf('up', 'down'),
  older: oneOf('off', 'on'),
  // `none`: the app has neither builds nor releases.
  history: oneOf('two', 'none'),
  // The types of dyno that the app has.
  dynos: oneOf('web', 'web,worker'),
  // Releases made within a second get the same version, as those of simultaneous requests do.
  'version-race': oneOf('off', 'on'),
  // State of a status with the context record-deploy that the newer release has from the start.
  attached: oneOf('', 'success', 'failure', 'error', 'pending'),
  commit: text('2222222222222222222222222222222222222222'),
  'older-commit': text('1111111111111111111111111111111111111111'),
}

export type Settings = Values<typeof SWITCHES>

/** Throws on an unknown name or value. */
export function readSettings(given: Texts | undefined): Settings {
  const settings = readSwitches(SWITCHES, given)
  parseTimeline(settings.build)
  parseTimeline(settings.release)
  return settings
}
