// Which Chromium takes the pictures; none is started here.
import { describe, expect, it } from '@jest/globals'
import { findChromium } from '../../scripts/chromium.ts'

describe('findChromium', () => {
  it('takes the program that CHROMIUM names', () => {
    expect(findChromium({ CHROMIUM: process.execPath, PATH: '' })).toBe(process.execPath)
  })

  it('says what to do when there is none', () => {
    expect(() => findChromium({ PATH: '/no/such/folder' })).toThrow(/^No Chromium found: .* set CHROMIUM/)
  })

  it('says so when CHROMIUM names no program', () => {
    expect(() => findChromium({ CHROMIUM: '/no/such/program' })).toThrow(/^CHROMIUM is "\/no\/such\/program"/)
  })
})
