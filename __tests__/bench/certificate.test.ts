// The certificate of the benchmark: made by hand, so checked by the parser of Node.
import { X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { describe, expect, it } from '@jest/globals'
import { makeCertificate } from '../../bench/certificate.ts'

describe('the certificate', () => {
  it('is its own authority, belongs to its key and names loopback', () => {
    const { key, cert } = makeCertificate()
    const parsed = new X509Certificate(cert)
    expect(parsed.ca).toBe(true)
    expect(parsed.verify(parsed.publicKey)).toBe(true)
    expect(parsed.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(parsed.checkHost('localhost')).toBe('localhost')
    expect(() => createSecureContext({ key, cert })).not.toThrow()
  })

  it('is valid now, and for a day before and after', () => {
    const now = Date.parse('2026-11-24T12:00:00Z')
    const { validFromDate, validToDate } = new X509Certificate(makeCertificate(now).cert)
    expect(validFromDate.toISOString()).toBe('2026-11-23T12:00:00.000Z')
    expect(validToDate.toISOString()).toBe('2026-11-25T12:00:00.000Z')
  })
})
