import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 3484:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const net = __nccwpck_require__(7030)
const assert = __nccwpck_require__(4589)
const util = __nccwpck_require__(7332)
const { InvalidArgumentError, ConnectTimeoutError } = __nccwpck_require__(9263)

let tls // include tls conditionally since it is not always available

// TODO: session re-use does not wait for the first
// connection to resolve the session and might therefore
// resolve the same servername multiple times even when
// re-use is enabled.

const SessionCache = class WeakSessionCache {
  constructor (maxCachedSessions) {
    this._maxCachedSessions = maxCachedSessions
    this._sessionCache = new Map()
    this._sessionRegistry = new FinalizationRegistry((key) => {
      if (this._sessionCache.size < this._maxCachedSessions) {
        return
      }

      const ref = this._sessionCache.get(key)
      if (ref !== undefined && ref.deref() === undefined) {
        this._sessionCache.delete(key)
      }
    })
  }

  get (sessionKey) {
    const ref = this._sessionCache.get(sessionKey)
    return ref ? ref.deref() : null
  }

  set (sessionKey, session) {
    if (this._maxCachedSessions === 0) {
      return
    }

    if (this._sessionCache.has(sessionKey)) {
      this._sessionCache.delete(sessionKey)
    } else if (this._sessionCache.size >= this._maxCachedSessions) {
      // Make room for the new session: prefer an entry whose session has
      // already been collected, otherwise evict the oldest one.
      let evicted = false
      for (const [key, ref] of this._sessionCache) {
        if (ref.deref() === undefined) {
          this._sessionCache.delete(key)
          evicted = true
          break
        }
      }

      if (!evicted) {
        const oldest = this._sessionCache.keys().next()
        if (!oldest.done) {
          this._sessionCache.delete(oldest.value)
        }
      }
    }

    this._sessionCache.set(sessionKey, new WeakRef(session))
    this._sessionRegistry.register(session, sessionKey)
  }
}

function buildConnector ({ allowH2, preferH2, useH2c, maxCachedSessions, socketPath, timeout, session: customSession, ...opts }) {
  if (maxCachedSessions != null && (!Number.isInteger(maxCachedSessions) || maxCachedSessions < 0)) {
    throw new InvalidArgumentError('maxCachedSessions must be a positive integer or zero')
  }

  const options = { path: socketPath, ...opts }
  const sessionCache = new SessionCache(maxCachedSessions == null ? 100 : maxCachedSessions)
  timeout = timeout == null ? 10e3 : timeout
  allowH2 = allowH2 != null ? allowH2 : true
  return function connect ({ hostname, host, protocol, port, servername, localAddress, httpSocket }, callback) {
    let socket
    if (protocol === 'https:') {
      if (!tls) {
        tls = __nccwpck_require__(1692)
      }
      servername = servername || options.servername || util.getServerName(host) || null

      const sessionKey = servername || hostname
      assert(sessionKey)

      const session = customSession || sessionCache.get(sessionKey) || null

      port = port || 443

      socket = tls.connect({
        highWaterMark: 16384, // TLS in node can't have bigger HWM anyway...
        ...options,
        servername,
        session,
        localAddress,
        ALPNProtocols: allowH2 ? (preferH2 ? ['h2', 'http/1.1'] : ['http/1.1', 'h2']) : ['http/1.1'],
        socket: httpSocket, // upgrade socket connection
        port,
        host: hostname
      })

      socket
        .on('session', function (session) {
          // TODO (fix): Can a session become invalid once established? Don't think so?
          sessionCache.set(sessionKey, session)
        })
    } else {
      assert(!httpSocket, 'httpSocket can only be sent on TLS update')

      port = port || 80

      const connectOptions = {
        highWaterMark: 64 * 1024, // Same as nodejs fs streams.
        ...options,
        localAddress,
        port,
        host: hostname
      }

      const family = net.isIP(hostname)
      if (family !== 0 && servername && servername !== hostname) {
        connectOptions.host = servername
        connectOptions.lookup = (_hostname, lookupOptions, cb) => {
          if (lookupOptions.all) {
            cb(null, [{ address: hostname, family }])
          } else {
            cb(null, hostname, family)
          }
        }
      }

      socket = net.connect(connectOptions)
      if (useH2c === true) {
        socket.alpnProtocol = 'h2'
      }
    }

    // Set TCP keep alive options on the socket here instead of in connect() for the case of assigning the socket
    if (options.keepAlive == null || options.keepAlive) {
      const keepAliveInitialDelay = options.keepAliveInitialDelay === undefined ? 60e3 : options.keepAliveInitialDelay
      socket.setKeepAlive(true, keepAliveInitialDelay)
    }

    const clearConnectTimeout = util.setupConnectTimeout(new WeakRef(socket), { timeout, hostname, port })

    socket
      .setNoDelay(true)
      .once(protocol === 'https:' ? 'secureConnect' : 'connect', function () {
        queueMicrotask(clearConnectTimeout)

        if (callback) {
          const cb = callback
          callback = null
          cb(null, this)
        }
      })
      .on('error', function (err) {
        queueMicrotask(clearConnectTimeout)

        if (callback) {
          const cb = callback
          callback = null
          cb(maybeNormalizeConnectError(err, this, { timeout, hostname, port }))
        }
      })

    return socket
  }
}

// `net.connect` with `autoSelectFamily` raises an `AggregateError` when every
// attempted address fails. If any of those failures is a timeout, surface the
// error as a `ConnectTimeoutError` so callers see the same error regardless of
// which timer (Node's internal one or undici's `connectTimeout`) wins the race.
// The original `AggregateError` is preserved on `.cause`.
function maybeNormalizeConnectError (err, socket, opts) {
  if (
    err instanceof AggregateError &&
    (err.code === 'ETIMEDOUT' || err.errors.some((e) => e != null && e.code === 'ETIMEDOUT'))
  ) {
    let message = 'Connect Timeout Error'
    if (Array.isArray(socket.autoSelectFamilyAttemptedAddresses)) {
      message += ` (attempted addresses: ${socket.autoSelectFamilyAttemptedAddresses.join(', ')},`
    } else {
      message += ` (attempted address: ${opts.hostname}:${opts.port},`
    }
    message += ` timeout: ${opts.timeout}ms)`

    const wrapped = new ConnectTimeoutError(message)
    wrapped.cause = err
    return wrapped
  }
  return err
}

module.exports = buildConnector


/***/ }),

/***/ 7899:
/***/ ((module) => {



/**
 * @see https://developer.mozilla.org/docs/Web/HTTP/Headers
 */
const wellknownHeaderNames = /** @type {const} */ ([
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Accept-Ranges',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Headers',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Origin',
  'Access-Control-Expose-Headers',
  'Access-Control-Max-Age',
  'Access-Control-Request-Headers',
  'Access-Control-Request-Method',
  'Age',
  'Allow',
  'Alt-Svc',
  'Alt-Used',
  'Authorization',
  'Cache-Control',
  'Clear-Site-Data',
  'Connection',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Content-Length',
  'Content-Location',
  'Content-Range',
  'Content-Security-Policy',
  'Content-Security-Policy-Report-Only',
  'Content-Type',
  'Cookie',
  'Cross-Origin-Embedder-Policy',
  'Cross-Origin-Opener-Policy',
  'Cross-Origin-Resource-Policy',
  'Date',
  'Device-Memory',
  'Downlink',
  'ECT',
  'ETag',
  'Expect',
  'Expect-CT',
  'Expires',
  'Forwarded',
  'From',
  'Host',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'If-Range',
  'If-Unmodified-Since',
  'Keep-Alive',
  'Last-Modified',
  'Link',
  'Location',
  'Max-Forwards',
  'Origin',
  'Permissions-Policy',
  'Pragma',
  'Proxy-Authenticate',
  'Proxy-Authorization',
  'RTT',
  'Range',
  'Referer',
  'Referrer-Policy',
  'Refresh',
  'Retry-After',
  'Sec-WebSocket-Accept',
  'Sec-WebSocket-Extensions',
  'Sec-WebSocket-Key',
  'Sec-WebSocket-Protocol',
  'Sec-WebSocket-Version',
  'Server',
  'Server-Timing',
  'Service-Worker-Allowed',
  'Service-Worker-Navigation-Preload',
  'Set-Cookie',
  'SourceMap',
  'Strict-Transport-Security',
  'Supports-Loading-Mode',
  'TE',
  'Timing-Allow-Origin',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
  'Upgrade-Insecure-Requests',
  'User-Agent',
  'Vary',
  'Via',
  'WWW-Authenticate',
  'X-Content-Type-Options',
  'X-DNS-Prefetch-Control',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-Powered-By',
  'X-Requested-With',
  'X-XSS-Protection'
])

/** @type {Record<typeof wellknownHeaderNames[number]|Lowercase<typeof wellknownHeaderNames[number]>, string>} */
const headerNameLowerCasedRecord = {}

// Note: object prototypes should not be able to be referenced. e.g. `Object#hasOwnProperty`.
Object.setPrototypeOf(headerNameLowerCasedRecord, null)

for (let i = 0; i < wellknownHeaderNames.length; ++i) {
  const key = wellknownHeaderNames[i]
  const lowerCasedKey = key.toLowerCase()
  headerNameLowerCasedRecord[key] = headerNameLowerCasedRecord[lowerCasedKey] =
    lowerCasedKey
}

/**
 * Default WebSocket receive limits (see `webSocket` in Client.md). Used by
 * DispatcherBase#webSocketOptions and by the WebSocket parser when the
 * dispatcher doesn't provide a value, so a dispatcher without
 * `webSocketOptions` (a custom one, or a wrapper) doesn't remove the limits.
 */
const defaultWebSocketMaxFragments = 131072
const defaultWebSocketMaxPayloadSize = 128 * 1024 * 1024 // 128 MB

module.exports = {
  wellknownHeaderNames,
  headerNameLowerCasedRecord,
  defaultWebSocketMaxFragments,
  defaultWebSocketMaxPayloadSize
}


/***/ }),

/***/ 9263:
/***/ ((module) => {



const kUndiciError = Symbol.for('undici.error.UND_ERR')
class UndiciError extends Error {
  constructor (message, options) {
    super(message, options)
    this.name = 'UndiciError'
    this.code = 'UND_ERR'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kUndiciError] === true
  }

  get [kUndiciError] () {
    return true
  }
}

const kConnectTimeoutError = Symbol.for('undici.error.UND_ERR_CONNECT_TIMEOUT')
class ConnectTimeoutError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'ConnectTimeoutError'
    this.message = message || 'Connect Timeout Error'
    this.code = 'UND_ERR_CONNECT_TIMEOUT'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kConnectTimeoutError] === true
  }

  get [kConnectTimeoutError] () {
    return true
  }
}

const kHeadersTimeoutError = Symbol.for('undici.error.UND_ERR_HEADERS_TIMEOUT')
class HeadersTimeoutError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'HeadersTimeoutError'
    this.message = message || 'Headers Timeout Error'
    this.code = 'UND_ERR_HEADERS_TIMEOUT'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kHeadersTimeoutError] === true
  }

  get [kHeadersTimeoutError] () {
    return true
  }
}

const kHeadersOverflowError = Symbol.for('undici.error.UND_ERR_HEADERS_OVERFLOW')
class HeadersOverflowError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'HeadersOverflowError'
    this.message = message || 'Headers Overflow Error'
    this.code = 'UND_ERR_HEADERS_OVERFLOW'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kHeadersOverflowError] === true
  }

  get [kHeadersOverflowError] () {
    return true
  }
}

const kBodyTimeoutError = Symbol.for('undici.error.UND_ERR_BODY_TIMEOUT')
class BodyTimeoutError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'BodyTimeoutError'
    this.message = message || 'Body Timeout Error'
    this.code = 'UND_ERR_BODY_TIMEOUT'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kBodyTimeoutError] === true
  }

  get [kBodyTimeoutError] () {
    return true
  }
}

const kInvalidArgumentError = Symbol.for('undici.error.UND_ERR_INVALID_ARG')
class InvalidArgumentError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'InvalidArgumentError'
    this.message = message || 'Invalid Argument Error'
    this.code = 'UND_ERR_INVALID_ARG'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kInvalidArgumentError] === true
  }

  get [kInvalidArgumentError] () {
    return true
  }
}

const kInvalidReturnValueError = Symbol.for('undici.error.UND_ERR_INVALID_RETURN_VALUE')
class InvalidReturnValueError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'InvalidReturnValueError'
    this.message = message || 'Invalid Return Value Error'
    this.code = 'UND_ERR_INVALID_RETURN_VALUE'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kInvalidReturnValueError] === true
  }

  get [kInvalidReturnValueError] () {
    return true
  }
}

const kAbortError = Symbol.for('undici.error.UND_ERR_ABORT')
class AbortError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'AbortError'
    this.message = message || 'The operation was aborted'
    this.code = 'UND_ERR_ABORT'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kAbortError] === true
  }

  get [kAbortError] () {
    return true
  }
}

const kRequestAbortedError = Symbol.for('undici.error.UND_ERR_ABORTED')
class RequestAbortedError extends AbortError {
  constructor (message) {
    super(message)
    this.name = 'AbortError'
    this.message = message || 'Request aborted'
    this.code = 'UND_ERR_ABORTED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kRequestAbortedError] === true
  }

  get [kRequestAbortedError] () {
    return true
  }
}

const kInformationalError = Symbol.for('undici.error.UND_ERR_INFO')
class InformationalError extends UndiciError {
  constructor (message, options) {
    super(message, options)
    this.name = 'InformationalError'
    this.message = message || 'Request information'
    this.code = 'UND_ERR_INFO'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kInformationalError] === true
  }

  get [kInformationalError] () {
    return true
  }
}

const kRequestContentLengthMismatchError = Symbol.for('undici.error.UND_ERR_REQ_CONTENT_LENGTH_MISMATCH')
class RequestContentLengthMismatchError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'RequestContentLengthMismatchError'
    this.message = message || 'Request body length does not match content-length header'
    this.code = 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kRequestContentLengthMismatchError] === true
  }

  get [kRequestContentLengthMismatchError] () {
    return true
  }
}

const kResponseContentLengthMismatchError = Symbol.for('undici.error.UND_ERR_RES_CONTENT_LENGTH_MISMATCH')
class ResponseContentLengthMismatchError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'ResponseContentLengthMismatchError'
    this.message = message || 'Response body length does not match content-length header'
    this.code = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kResponseContentLengthMismatchError] === true
  }

  get [kResponseContentLengthMismatchError] () {
    return true
  }
}

const kClientDestroyedError = Symbol.for('undici.error.UND_ERR_DESTROYED')
class ClientDestroyedError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'ClientDestroyedError'
    this.message = message || 'The client is destroyed'
    this.code = 'UND_ERR_DESTROYED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kClientDestroyedError] === true
  }

  get [kClientDestroyedError] () {
    return true
  }
}

const kClientClosedError = Symbol.for('undici.error.UND_ERR_CLOSED')
class ClientClosedError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'ClientClosedError'
    this.message = message || 'The client is closed'
    this.code = 'UND_ERR_CLOSED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kClientClosedError] === true
  }

  get [kClientClosedError] () {
    return true
  }
}

const kSocketError = Symbol.for('undici.error.UND_ERR_SOCKET')
class SocketError extends UndiciError {
  constructor (message, socket) {
    super(message)
    this.name = 'SocketError'
    this.message = message || 'Socket error'
    this.code = 'UND_ERR_SOCKET'
    this.socket = socket
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kSocketError] === true
  }

  get [kSocketError] () {
    return true
  }
}

const kNotSupportedError = Symbol.for('undici.error.UND_ERR_NOT_SUPPORTED')
class NotSupportedError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'NotSupportedError'
    this.message = message || 'Not supported error'
    this.code = 'UND_ERR_NOT_SUPPORTED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kNotSupportedError] === true
  }

  get [kNotSupportedError] () {
    return true
  }
}

const kBalancedPoolMissingUpstreamError = Symbol.for('undici.error.UND_ERR_BPL_MISSING_UPSTREAM')
class BalancedPoolMissingUpstreamError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'MissingUpstreamError'
    this.message = message || 'No upstream has been added to the BalancedPool'
    this.code = 'UND_ERR_BPL_MISSING_UPSTREAM'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kBalancedPoolMissingUpstreamError] === true
  }

  get [kBalancedPoolMissingUpstreamError] () {
    return true
  }
}

const kWebAssemblyNotSupportedError = Symbol.for('undici.error.ERR_WEBASSEMBLY_NOT_SUPPORTED')
class WebAssemblyNotSupportedError extends Error {
  constructor (message) {
    super(message || 'WebAssembly is not supported in this environment, but is required for HTTP/1 parsing')
    this.code = 'ERR_WEBASSEMBLY_NOT_SUPPORTED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kWebAssemblyNotSupportedError] === true
  }

  get [kWebAssemblyNotSupportedError] () {
    return true
  }
}

const kHTTPParserError = Symbol.for('undici.error.UND_ERR_HTTP_PARSER')
class HTTPParserError extends Error {
  constructor (message, code, data) {
    super(message)
    this.name = 'HTTPParserError'
    this.code = code ? `HPE_${code}` : undefined
    this.data = data ? data.toString() : undefined
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kHTTPParserError] === true
  }

  get [kHTTPParserError] () {
    return true
  }
}

const kResponseExceededMaxSizeError = Symbol.for('undici.error.UND_ERR_RES_EXCEEDED_MAX_SIZE')
class ResponseExceededMaxSizeError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'ResponseExceededMaxSizeError'
    this.message = message || 'Response content exceeded max size'
    this.code = 'UND_ERR_RES_EXCEEDED_MAX_SIZE'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kResponseExceededMaxSizeError] === true
  }

  get [kResponseExceededMaxSizeError] () {
    return true
  }
}

const kRequestRetryError = Symbol.for('undici.error.UND_ERR_REQ_RETRY')
class RequestRetryError extends UndiciError {
  constructor (message, code, { headers, data }) {
    super(message)
    this.name = 'RequestRetryError'
    this.message = message || 'Request retry error'
    this.code = 'UND_ERR_REQ_RETRY'
    this.statusCode = code
    this.data = data
    this.headers = headers
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kRequestRetryError] === true
  }

  get [kRequestRetryError] () {
    return true
  }
}

const kResponseError = Symbol.for('undici.error.UND_ERR_RESPONSE')
class ResponseError extends UndiciError {
  constructor (message, code, { headers, body, bodyTruncated = false }) {
    super(message)
    this.name = 'ResponseError'
    this.message = message || 'Response error'
    this.code = 'UND_ERR_RESPONSE'
    this.statusCode = code
    this.body = body
    this.bodyTruncated = bodyTruncated
    this.headers = headers
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kResponseError] === true
  }

  get [kResponseError] () {
    return true
  }
}

const kSecureProxyConnectionError = Symbol.for('undici.error.UND_ERR_PRX_TLS')
class SecureProxyConnectionError extends UndiciError {
  constructor (cause, message, options = {}) {
    super(message, { cause, ...options })
    this.name = 'SecureProxyConnectionError'
    this.message = message || 'Secure Proxy Connection failed'
    this.code = 'UND_ERR_PRX_TLS'
    this.cause = cause
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kSecureProxyConnectionError] === true
  }

  get [kSecureProxyConnectionError] () {
    return true
  }
}

const kProxyConnectionError = Symbol.for('undici.error.UND_ERR_PRX_CONN')
class ProxyConnectionError extends UndiciError {
  constructor (cause, message, options = {}) {
    super(message, { cause, ...options })
    this.name = 'ProxyConnectionError'
    this.message = message || 'Proxy Connection failed'
    this.code = 'UND_ERR_PRX_CONN'
    this.cause = cause
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kProxyConnectionError] === true
  }

  get [kProxyConnectionError] () {
    return true
  }
}

const kMaxRedirectsError = Symbol.for('undici.error.UND_ERR_REDIRECT_MAX')
class MaxRedirectsError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'MaxRedirectsError'
    this.message = message || 'max redirects'
    this.code = 'UND_ERR_REDIRECT_MAX'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kMaxRedirectsError] === true
  }

  get [kMaxRedirectsError] () {
    return true
  }
}

const kMaxOriginsReachedError = Symbol.for('undici.error.UND_ERR_MAX_ORIGINS_REACHED')
class MaxOriginsReachedError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'MaxOriginsReachedError'
    this.message = message || 'Maximum allowed origins reached'
    this.code = 'UND_ERR_MAX_ORIGINS_REACHED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kMaxOriginsReachedError] === true
  }

  get [kMaxOriginsReachedError] () {
    return true
  }
}

class Socks5ProxyError extends UndiciError {
  constructor (message, code) {
    super(message)
    this.name = 'Socks5ProxyError'
    this.message = message || 'SOCKS5 proxy error'
    this.code = code || 'UND_ERR_SOCKS5'
  }
}

const kMessageSizeExceededError = Symbol.for('undici.error.UND_ERR_WS_MESSAGE_SIZE_EXCEEDED')
class MessageSizeExceededError extends UndiciError {
  constructor (message) {
    super(message)
    this.name = 'MessageSizeExceededError'
    this.message = message || 'Max decompressed message size exceeded'
    this.code = 'UND_ERR_WS_MESSAGE_SIZE_EXCEEDED'
  }

  static [Symbol.hasInstance] (instance) {
    return instance && instance[kMessageSizeExceededError] === true
  }

  get [kMessageSizeExceededError] () {
    return true
  }
}

module.exports = {
  AbortError,
  WebAssemblyNotSupportedError,
  HTTPParserError,
  UndiciError,
  HeadersTimeoutError,
  HeadersOverflowError,
  BodyTimeoutError,
  RequestContentLengthMismatchError,
  ConnectTimeoutError,
  InvalidArgumentError,
  InvalidReturnValueError,
  RequestAbortedError,
  ClientDestroyedError,
  ClientClosedError,
  InformationalError,
  SocketError,
  NotSupportedError,
  ResponseContentLengthMismatchError,
  BalancedPoolMissingUpstreamError,
  ResponseExceededMaxSizeError,
  RequestRetryError,
  ResponseError,
  SecureProxyConnectionError,
  ProxyConnectionError,
  MaxOriginsReachedError,
  MaxRedirectsError,
  Socks5ProxyError,
  MessageSizeExceededError
}


/***/ }),

/***/ 8951:
/***/ ((module) => {



module.exports = {
  kClose: Symbol('close'),
  kDestroy: Symbol('destroy'),
  kDispatch: Symbol('dispatch'),
  kUrl: Symbol('url'),
  kRequestOrigin: Symbol('request origin'),
  kRedirectCacheControl: Symbol('redirect cache control'),
  kOriginless: Symbol('originless'),
  kWriting: Symbol('writing'),
  kResuming: Symbol('resuming'),
  kQueue: Symbol('queue'),
  kConnect: Symbol('connect'),
  kConnecting: Symbol('connecting'),
  kKeepAliveDefaultTimeout: Symbol('default keep alive timeout'),
  kKeepAliveMaxTimeout: Symbol('max keep alive timeout'),
  kKeepAliveTimeoutThreshold: Symbol('keep alive timeout threshold'),
  kKeepAliveTimeoutValue: Symbol('keep alive timeout'),
  kKeepAlive: Symbol('keep alive'),
  kHeadersTimeout: Symbol('headers timeout'),
  kBodyTimeout: Symbol('body timeout'),
  kServerName: Symbol('server name'),
  kLocalAddress: Symbol('local address'),
  kHost: Symbol('host'),
  kNoRef: Symbol('no ref'),
  kBodyUsed: Symbol('used'),
  kBody: Symbol('abstracted request body'),
  kRunning: Symbol('running'),
  kBlocking: Symbol('blocking'),
  kPending: Symbol('pending'),
  kSize: Symbol('size'),
  kBusy: Symbol('busy'),
  kQueued: Symbol('queued'),
  kFree: Symbol('free'),
  kConnected: Symbol('connected'),
  kClosed: Symbol('closed'),
  kNeedDrain: Symbol('need drain'),
  kReset: Symbol('reset'),
  kDestroyed: Symbol.for('nodejs.stream.destroyed'),
  kResume: Symbol('resume'),
  kOnError: Symbol('on error'),
  kMaxHeadersSize: Symbol('max headers size'),
  kRunningIdx: Symbol('running index'),
  kPendingIdx: Symbol('pending index'),
  kError: Symbol('error'),
  kClients: Symbol('clients'),
  kClient: Symbol('client'),
  kParser: Symbol('parser'),
  kOnDestroyed: Symbol('destroy callbacks'),
  kPipelining: Symbol('pipelining'),
  kSocket: Symbol('socket'),
  kHostHeader: Symbol('host header'),
  kConnector: Symbol('connector'),
  kStrictContentLength: Symbol('strict content length'),
  kMaxRedirections: Symbol('maxRedirections'),
  kMaxRequests: Symbol('maxRequestsPerClient'),
  kProxy: Symbol('proxy agent options'),
  kCounter: Symbol('socket request counter'),
  kMaxResponseSize: Symbol('max response size'),
  kHTTP2Session: Symbol('http2Session'),
  kHTTP2Options: Symbol('http2 options'),
  kHTTP2SessionState: Symbol('http2Session state'),
  kRetryHandlerDefaultRetry: Symbol('retry agent default retry'),
  kConstruct: Symbol('constructable'),
  kListeners: Symbol('listeners'),
  kHTTPContext: Symbol('http context'),
  kMaxConcurrentStreams: Symbol('max concurrent streams'),
  kHostAuthority: Symbol('host authority'),
  kHTTP2InitialWindowSize: Symbol('http2 initial window size'),
  kHTTP2ConnectionWindowSize: Symbol('http2 connection window size'),
  kEnableConnectProtocol: Symbol('http2session connect protocol'),
  kRemoteSettings: Symbol('http2session remote settings'),
  kHTTP2Stream: Symbol('http2session client stream'),
  kPingInterval: Symbol('ping interval'),
  kUseMilo: Symbol('use milo'),
  kNoProxyAgent: Symbol('no proxy agent'),
  kHttpProxyAgent: Symbol('http proxy agent'),
  kHttpsProxyAgent: Symbol('https proxy agent'),
  kSocks5ProxyAgent: Symbol('socks5 proxy agent')
}


/***/ }),

/***/ 9820:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const {
  wellknownHeaderNames,
  headerNameLowerCasedRecord
} = __nccwpck_require__(7899)

class TstNode {
  /** @type {any} */
  value = null
  /** @type {null | TstNode} */
  left = null
  /** @type {null | TstNode} */
  middle = null
  /** @type {null | TstNode} */
  right = null
  /** @type {number} */
  code
  /**
   * @param {string} key
   * @param {any} value
   * @param {number} index
   */
  constructor (key, value, index) {
    if (index === undefined || index >= key.length) {
      throw new TypeError('Unreachable')
    }
    const code = this.code = key.charCodeAt(index)
    // check code is ascii string
    if (code > 0x7F) {
      throw new TypeError('key must be ascii string')
    }
    if (key.length !== ++index) {
      this.middle = new TstNode(key, value, index)
    } else {
      this.value = value
    }
  }

  /**
   * @param {string} key
   * @param {any} value
   * @returns {void}
   */
  add (key, value) {
    const length = key.length
    if (length === 0) {
      throw new TypeError('Unreachable')
    }
    let index = 0
    /**
     * @type {TstNode}
     */
    let node = this
    while (true) {
      const code = key.charCodeAt(index)
      // check code is ascii string
      if (code > 0x7F) {
        throw new TypeError('key must be ascii string')
      }
      if (node.code === code) {
        if (length === ++index) {
          node.value = value
          break
        } else if (node.middle !== null) {
          node = node.middle
        } else {
          node.middle = new TstNode(key, value, index)
          break
        }
      } else if (node.code < code) {
        if (node.left !== null) {
          node = node.left
        } else {
          node.left = new TstNode(key, value, index)
          break
        }
      } else if (node.right !== null) {
        node = node.right
      } else {
        node.right = new TstNode(key, value, index)
        break
      }
    }
  }

  /**
   * @param {Uint8Array} key
   * @returns {TstNode | null}
   */
  search (key) {
    const keylength = key.length
    let index = 0
    /**
     * @type {TstNode|null}
     */
    let node = this
    while (node !== null && index < keylength) {
      let code = key[index]
      // A-Z
      // First check if it is bigger than 0x5a.
      // Lowercase letters have higher char codes than uppercase ones.
      // Also we assume that headers will mostly contain lowercase characters.
      if (code <= 0x5a && code >= 0x41) {
        // Lowercase for uppercase.
        code |= 32
      }
      while (node !== null) {
        if (code === node.code) {
          if (keylength === ++index) {
            // Returns Node since it is the last key.
            return node
          }
          node = node.middle
          break
        }
        node = node.code < code ? node.left : node.right
      }
    }
    return null
  }
}

class TernarySearchTree {
  /** @type {TstNode | null} */
  node = null

  /**
   * @param {string} key
   * @param {any} value
   * @returns {void}
   * */
  insert (key, value) {
    if (this.node === null) {
      this.node = new TstNode(key, value, 0)
    } else {
      this.node.add(key, value)
    }
  }

  /**
   * @param {Uint8Array} key
   * @returns {any}
   */
  lookup (key) {
    return this.node?.search(key)?.value ?? null
  }
}

const tree = new TernarySearchTree()

for (let i = 0; i < wellknownHeaderNames.length; ++i) {
  const key = headerNameLowerCasedRecord[wellknownHeaderNames[i]]
  tree.insert(key, key)
}

module.exports = {
  TernarySearchTree,
  tree
}


/***/ }),

/***/ 7332:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const assert = __nccwpck_require__(4589)
const { kDestroyed, kBodyUsed, kListeners, kBody } = __nccwpck_require__(8951)
const { IncomingMessage } = __nccwpck_require__(7067)
const stream = __nccwpck_require__(7075)
const net = __nccwpck_require__(7030)
const { stringify } = __nccwpck_require__(1792)
const { EventEmitter: EE, addAbortListener: addAbortListenerNative } = __nccwpck_require__(8474)
const timers = __nccwpck_require__(4775)
const { InvalidArgumentError, ConnectTimeoutError } = __nccwpck_require__(9263)
const { headerNameLowerCasedRecord } = __nccwpck_require__(7899)
const { tree } = __nccwpck_require__(9820)

class BodyAsyncIterable {
  constructor (body) {
    this[kBody] = body
    this[kBodyUsed] = false
  }

  async * [Symbol.asyncIterator] () {
    assert(!this[kBodyUsed], 'disturbed')
    this[kBodyUsed] = true
    yield * this[kBody]
  }
}

function noop () {}

/**
 * @param {*} body
 * @returns {*}
 */
function wrapRequestBody (body) {
  if (isStream(body)) {
    // TODO (fix): Provide some way for the user to cache the file to e.g. /tmp
    // so that it can be dispatched again?
    // TODO (fix): Do we need 100-expect support to provide a way to do this properly?
    if (bodyLength(body) === 0) {
      body
        .on('data', function () {
          assert(false)
        })
    }

    if (typeof body.readableDidRead !== 'boolean') {
      body[kBodyUsed] = false
      EE.prototype.on.call(body, 'data', function () {
        this[kBodyUsed] = true
      })
    }

    return body
  } else if (body && typeof body.pipeTo === 'function') {
    // TODO (fix): We can't access ReadableStream internal state
    // to determine whether or not it has been disturbed. This is just
    // a workaround.
    return new BodyAsyncIterable(body)
  } else if (body && isFormDataLike(body)) {
    return body
  } else if (
    body &&
    typeof body !== 'string' &&
    !ArrayBuffer.isView(body) &&
    isIterable(body)
  ) {
    // TODO: Should we allow re-using iterable if !this.opts.idempotent
    // or through some other flag?
    return new BodyAsyncIterable(body)
  } else {
    return body
  }
}

/**
 * @param {*} obj
 * @returns {obj is import('node:stream').Stream}
 */
function isStream (obj) {
  return obj && typeof obj === 'object' && typeof obj.pipe === 'function' && typeof obj.on === 'function'
}

/**
 * @param {*} object
 * @returns {object is Blob}
 */
function isBlobLike (object) {
  return object instanceof Blob
}

/**
 * @param {string} url The path to check for query strings or fragments.
 * @returns {boolean} Returns true if the path contains a query string or fragment.
 */
function pathHasQueryOrFragment (url) {
  return (
    url.includes('?') ||
    url.includes('#')
  )
}

/**
 * @param {string} url The URL to add the query params to
 * @param {import('node:querystring').ParsedUrlQueryInput} queryParams The object to serialize into a URL query string
 * @returns {string} The URL with the query params added
 */
function serializePathWithQuery (url, queryParams) {
  if (pathHasQueryOrFragment(url)) {
    throw new Error('Query params cannot be passed when url already contains "?" or "#".')
  }

  const stringified = stringify(queryParams)

  if (stringified) {
    url += '?' + stringified
  }

  return url
}

/**
 * @param {number|string|undefined} port
 * @returns {boolean}
 */
function isValidPort (port) {
  const value = parseInt(port, 10)
  return (
    value === Number(port) &&
    value >= 0 &&
    value <= 65535
  )
}

/**
 * Check if the value is a valid http or https prefixed string.
 *
 * @param {string} value
 * @returns {boolean}
 */
function isHttpOrHttpsPrefixed (value) {
  return (
    value != null &&
    value[0] === 'h' &&
    value[1] === 't' &&
    value[2] === 't' &&
    value[3] === 'p' &&
    (
      value[4] === ':' ||
      (
        value[4] === 's' &&
        value[5] === ':'
      )
    )
  )
}

/**
 * @param {string|URL|Record<string,string>} url
 * @returns {URL}
 */
function parseURL (url) {
  if (typeof url === 'string') {
    /**
     * @type {URL}
     */
    url = new URL(url)

    if (!isHttpOrHttpsPrefixed(url.origin || url.protocol)) {
      throw new InvalidArgumentError('Invalid URL protocol: the URL must start with `http:` or `https:`.')
    }

    return url
  }

  if (!url || typeof url !== 'object') {
    throw new InvalidArgumentError('Invalid URL: The URL argument must be a non-null object.')
  }

  if (!(url instanceof URL)) {
    if (url.port != null && url.port !== '' && isValidPort(url.port) === false) {
      throw new InvalidArgumentError('Invalid URL: port must be a valid integer or a string representation of an integer.')
    }

    if (url.path != null && typeof url.path !== 'string') {
      throw new InvalidArgumentError('Invalid URL path: the path must be a string or null/undefined.')
    }

    if (url.pathname != null && typeof url.pathname !== 'string') {
      throw new InvalidArgumentError('Invalid URL pathname: the pathname must be a string or null/undefined.')
    }

    if (url.hostname != null && typeof url.hostname !== 'string') {
      throw new InvalidArgumentError('Invalid URL hostname: the hostname must be a string or null/undefined.')
    }

    if (url.origin != null && typeof url.origin !== 'string') {
      throw new InvalidArgumentError('Invalid URL origin: the origin must be a string or null/undefined.')
    }

    if (!isHttpOrHttpsPrefixed(url.origin || url.protocol)) {
      throw new InvalidArgumentError('Invalid URL protocol: the URL must start with `http:` or `https:`.')
    }

    const port = url.port != null
      ? url.port
      : (url.protocol === 'https:' ? 443 : 80)
    let origin = url.origin != null
      ? url.origin
      : `${url.protocol || ''}//${url.hostname || ''}:${port}`
    let path = url.path != null
      ? url.path
      : `${url.pathname || ''}${url.search || ''}`

    if (origin[origin.length - 1] === '/') {
      origin = origin.slice(0, origin.length - 1)
    }

    if (path && path[0] !== '/') {
      path = `/${path}`
    }
    // new URL(path, origin) is unsafe when `path` contains an absolute URL
    // From https://developer.mozilla.org/en-US/docs/Web/API/URL/URL:
    // If first parameter is a relative URL, second param is required, and will be used as the base URL.
    // If first parameter is an absolute URL, a given second param will be ignored.
    return new URL(`${origin}${path}`)
  }

  if (!isHttpOrHttpsPrefixed(url.origin || url.protocol)) {
    throw new InvalidArgumentError('Invalid URL protocol: the URL must start with `http:` or `https:`.')
  }

  return url
}

/**
 * @param {string|URL|Record<string, string>} url
 * @returns {URL}
 */
function parseOrigin (url) {
  url = parseURL(url)

  if (url.pathname !== '/' || url.search || url.hash) {
    throw new InvalidArgumentError('invalid url')
  }

  return url
}

/**
 * @param {string} host
 * @returns {string}
 */
function getHostname (host) {
  if (host[0] === '[') {
    const idx = host.indexOf(']')

    assert(idx !== -1)
    return host.substring(1, idx)
  }

  const idx = host.indexOf(':')
  if (idx === -1) return host

  return host.substring(0, idx)
}

/**
 * IP addresses are not valid server names per RFC6066
 * Currently, the only server names supported are DNS hostnames
 * @param {string|null} host
 * @returns {string|null}
 */
function getServerName (host) {
  if (!host) {
    return null
  }

  assert(typeof host === 'string')

  const servername = getHostname(host)
  if (net.isIP(servername)) {
    return ''
  }

  return servername
}

/**
 * @function
 * @template T
 * @param {T} obj
 * @returns {T}
 */
function deepClone (obj) {
  return JSON.parse(JSON.stringify(obj))
}

/**
 * @param {*} obj
 * @returns {obj is AsyncIterable}
 */
function isAsyncIterable (obj) {
  return !!(obj != null && typeof obj[Symbol.asyncIterator] === 'function')
}

/**
 * @param {*} obj
 * @returns {obj is Iterable}
 */
function isIterable (obj) {
  return !!(obj != null && (typeof obj[Symbol.iterator] === 'function' || typeof obj[Symbol.asyncIterator] === 'function'))
}

/**
 * Checks whether an object has a safe Symbol.iterator \u2014 i.e. one that is
 * either own or inherited from a non-Object.prototype chain.  This prevents
 * prototype-pollution attacks from injecting a fake iterator on
 * Object.prototype.
 * @param {object} obj
 * @returns {boolean}
 */
function hasSafeIterator (obj) {
  const prototype = Object.getPrototypeOf(obj)
  const ownIterator = Object.hasOwn(obj, Symbol.iterator)
  return ownIterator || (prototype != null && prototype !== Object.prototype && typeof obj[Symbol.iterator] === 'function')
}

/**
 * @param {Blob|Buffer|import ('stream').Stream} body
 * @returns {number|null}
 */
function bodyLength (body) {
  if (body == null) {
    return 0
  } else if (isStream(body)) {
    const state = body._readableState
    return state && state.objectMode === false && state.ended === true && Number.isFinite(state.length)
      ? state.length
      : null
  } else if (isBlobLike(body)) {
    return body.size != null ? body.size : null
  } else if (isBuffer(body)) {
    return body.byteLength
  }

  return null
}

/**
 * @param {import ('stream').Stream} body
 * @returns {boolean}
 */
function isDestroyed (body) {
  return body && !!(body.destroyed || body[kDestroyed] || (stream.isDestroyed?.(body)))
}

/**
 * @param {import ('stream').Stream} stream
 * @param {Error} [err]
 * @returns {void}
 */
function destroy (stream, err) {
  if (stream == null || !isStream(stream) || isDestroyed(stream)) {
    return
  }

  if (typeof stream.destroy === 'function') {
    if (Object.getPrototypeOf(stream).constructor === IncomingMessage) {
      // See: https://github.com/nodejs/node/pull/38505/files
      stream.socket = null
    }

    try {
      stream.destroy(err)
    } catch {
      // stream.destroy may throw on managed sockets (e.g., http2).
      // Silently ignore \u2014 the socket lifecycle is handled by the subsystem.
    }
  } else if (err) {
    queueMicrotask(() => {
      stream.emit('error', err)
    })
  }

  if (stream.destroyed !== true) {
    stream[kDestroyed] = true
  }
}

const KEEPALIVE_TIMEOUT_EXPR = /(?:^|,)[\t ]*timeout=(\d+)/i
/**
 * @param {string} val
 * @returns {number | null}
 */
function parseKeepAliveTimeout (val) {
  const m = val.match(KEEPALIVE_TIMEOUT_EXPR)
  return m ? parseInt(m[1], 10) * 1000 : null
}

/**
 * Retrieves a header name and returns its lowercase value.
 * @param {string | Buffer} value Header name
 * @returns {string}
 */
function headerNameToString (value) {
  return typeof value === 'string'
    ? headerNameLowerCasedRecord[value] ?? value.toLowerCase()
    : tree.lookup(value) ?? value.toString('latin1').toLowerCase()
}

/**
 * Receive the buffer as a string and return its lowercase value.
 * @param {Buffer} value Header name
 * @returns {string}
 */
function bufferToLowerCasedHeaderName (value) {
  return tree.lookup(value) ?? value.toString('latin1').toLowerCase()
}

/**
 * Writes a header onto a plain object without going through the
 * `Object.prototype` `__proto__` setter. Plain assignment there drops a string
 * value and, when the value is an array, replaces the object's prototype
 * instead of storing anything. Every other name is a normal assignment.
 *
 * @param {Record<string, string | string[]>} obj Accumulator to write onto
 * @param {string} key Header name
 * @param {string | string[]} value Header value
 * @returns {void}
 */
function setHeader (obj, key, value) {
  if (key === '__proto__') {
    Object.defineProperty(obj, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true
    })
  } else {
    obj[key] = value
  }
}

/**
 * @param {(Buffer | string)[]} headers
 * @param {Record<string, string | string[]>} [obj]
 * @returns {Record<string, string | string[]>}
 */
function parseHeaders (headers, obj) {
  if (obj === undefined) obj = {}

  for (let i = 0; i < headers.length; i += 2) {
    const key = headerNameToString(headers[i])
    let val = obj[key]

    if (val !== undefined) {
      if (!Object.hasOwn(obj, key)) {
        const headersValue = typeof headers[i + 1] === 'string'
          ? headers[i + 1]
          : Array.isArray(headers[i + 1])
            ? headers[i + 1].map(x => x.toString('latin1'))
            : headers[i + 1].toString('latin1')

        if (key === '__proto__') {
          Object.defineProperty(obj, key, {
            value: headersValue,
            enumerable: true,
            configurable: true,
            writable: true
          })
        } else {
          obj[key] = headersValue
        }
      } else {
        if (typeof val === 'string') {
          val = [val]
          obj[key] = val
        }
        val.push(headers[i + 1].toString('latin1'))
      }
    } else {
      const headersValue = typeof headers[i + 1] === 'string'
        ? headers[i + 1]
        : Array.isArray(headers[i + 1])
          ? headers[i + 1].map(x => x.toString('latin1'))
          : headers[i + 1].toString('latin1')

      obj[key] = headersValue
    }
  }

  return obj
}

/**
 * @param {Buffer[] | string[] | Record<string, string | string[]> | null | undefined} headers
 * @returns {string[]}
 */
function parseRawHeaders (headers) {
  if (headers == null) {
    return []
  }

  if (!Array.isArray(headers)) {
    const rawHeaders = []

    for (const [name, value] of Object.entries(headers)) {
      if (Array.isArray(value)) {
        for (const entry of value) {
          rawHeaders.push(name, `${entry}`)
        }
      } else {
        rawHeaders.push(name, `${value}`)
      }
    }

    return rawHeaders
  }

  const headersLength = headers.length
  /**
   * @type {string[]}
   */
  const ret = new Array(headersLength)

  let key
  let val

  for (let n = 0; n < headersLength; n += 2) {
    key = headers[n]
    val = headers[n + 1]

    typeof key !== 'string' && (key = key.toString())
    typeof val !== 'string' && (val = val.toString('latin1'))

    ret[n] = key
    ret[n + 1] = val
  }

  return ret
}

/**
 * @param {Record<string, string | string[]>} headers
 * @returns {Buffer[]}
 */
function toRawHeaders (headers) {
  const rawHeaders = []

  for (const [name, value] of Object.entries(headers)) {
    if (Array.isArray(value)) {
      for (const entry of value) {
        rawHeaders.push(Buffer.from(name, 'latin1'), Buffer.from(`${entry}`, 'latin1'))
      }
    } else {
      rawHeaders.push(Buffer.from(name, 'latin1'), Buffer.from(`${value}`, 'latin1'))
    }
  }

  return rawHeaders
}

/**
 * @param {string[]} headers
 * @param {Buffer[]} headers
 */
function encodeRawHeaders (headers) {
  if (!Array.isArray(headers)) {
    throw new TypeError('expected headers to be an array')
  }
  return headers.map(x => Buffer.from(x))
}

/**
 * @param {*} buffer
 * @returns {buffer is Buffer}
 */
function isBuffer (buffer) {
  // See, https://github.com/mcollina/undici/pull/319
  return buffer instanceof Uint8Array || Buffer.isBuffer(buffer)
}

/**
 * Asserts that the handler object is a request handler.
 *
 * @param {object} handler
 * @param {string} method
 * @param {string} [upgrade]
 * @returns {asserts handler is import('../api/api-request').RequestHandler}
 */
function assertRequestHandler (handler, method, upgrade) {
  if (!handler || typeof handler !== 'object') {
    throw new InvalidArgumentError('handler must be an object')
  }

  if (typeof handler.onRequestStart !== 'function') {
    throw new InvalidArgumentError('invalid onRequestStart method')
  }

  if (typeof handler.onResponseError !== 'function') {
    throw new InvalidArgumentError('invalid onResponseError method')
  }

  if (typeof handler.onBodySent !== 'function' && handler.onBodySent !== undefined) {
    throw new InvalidArgumentError('invalid onBodySent method')
  }

  if (typeof handler.onRequestSent !== 'function' && handler.onRequestSent !== undefined) {
    throw new InvalidArgumentError('invalid onRequestSent method')
  }

  if (upgrade || method === 'CONNECT') {
    if (typeof handler.onRequestUpgrade !== 'function') {
      throw new InvalidArgumentError('invalid onRequestUpgrade method')
    }
  } else {
    if (typeof handler.onResponseStart !== 'function') {
      throw new InvalidArgumentError('invalid onResponseStart method')
    }

    if (typeof handler.onResponseData !== 'function') {
      throw new InvalidArgumentError('invalid onResponseData method')
    }

    if (typeof handler.onResponseEnd !== 'function') {
      throw new InvalidArgumentError('invalid onResponseEnd method')
    }
  }
}

/**
 * A body is disturbed if it has been read from and it cannot be re-used without
 * losing state or data.
 * @param {import('node:stream').Readable} body
 * @returns {boolean}
 */
function isDisturbed (body) {
  // TODO (fix): Why is body[kBodyUsed] needed?
  return !!(body && (stream.isDisturbed(body) || body[kBodyUsed]))
}

/**
 * @typedef {object} SocketInfo
 * @property {string} [localAddress]
 * @property {number} [localPort]
 * @property {string} [remoteAddress]
 * @property {number} [remotePort]
 * @property {string} [remoteFamily]
 * @property {number} [timeout]
 * @property {number} bytesWritten
 * @property {number} bytesRead
 */

/**
 * @param {import('net').Socket} socket
 * @returns {SocketInfo}
 */
function getSocketInfo (socket) {
  return {
    localAddress: socket.localAddress,
    localPort: socket.localPort,
    remoteAddress: socket.remoteAddress,
    remotePort: socket.remotePort,
    remoteFamily: socket.remoteFamily,
    timeout: socket.timeout,
    bytesWritten: socket.bytesWritten,
    bytesRead: socket.bytesRead
  }
}

/**
 * The object should be a FormData instance and contains all the required
 * methods.
 * @param {*} object
 * @returns {object is FormData}
 */
function isFormDataLike (object) {
  return (
    object &&
    typeof object === 'object' &&
    typeof object.append === 'function' &&
    typeof object.delete === 'function' &&
    typeof object.get === 'function' &&
    typeof object.getAll === 'function' &&
    typeof object.has === 'function' &&
    typeof object.set === 'function' &&
    object[Symbol.toStringTag] === 'FormData'
  )
}

function addAbortListener (signal, listener) {
  if (!signal || 'aborted' in signal) {
    return addAbortListenerNative(signal, listener)[Symbol.dispose]
  }

  if (typeof signal.addEventListener === 'function') {
    signal.addEventListener('abort', listener, { once: true })
    return () => signal.removeEventListener('abort', listener)
  }
  signal.once('abort', listener)
  return () => signal.removeListener('abort', listener)
}

const validTokenChars = new Uint8Array([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // 0-15
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // 16-31
  0, 1, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 1, 1, 0, // 32-47 (!"#$%&'()*+,-./)
  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, // 48-63 (0-9:;<=>?)
  0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, // 64-79 (@A-O)
  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, // 80-95 (P-Z[\]^_)
  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, // 96-111 (`a-o)
  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0, // 112-127 (p-z{|}~)
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // 128-143
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // 144-159
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // 160-175
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // 176-191
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // 192-207
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // 208-223
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // 224-239
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0  // 240-255
])

/**
 * @see https://tools.ietf.org/html/rfc7230#section-3.2.6
 * @param {number} c
 * @returns {boolean}
 */
function isTokenCharCode (c) {
  return (validTokenChars[c] === 1)
}

const tokenRegExp = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/

/**
 * @param {string} characters
 * @returns {boolean}
 */
function isValidHTTPToken (characters) {
  if (characters.length >= 12) return tokenRegExp.test(characters)
  if (characters.length === 0) return false

  for (let i = 0; i < characters.length; i++) {
    if (validTokenChars[characters.charCodeAt(i)] !== 1) {
      return false
    }
  }
  return true
}

// headerCharRegex have been lifted from
// https://github.com/nodejs/node/blob/main/lib/_http_common.js

/**
 * Matches if val contains an invalid field-vchar
 *  field-value    = *( field-content / obs-fold )
 *  field-content  = field-vchar [ 1*( SP / HTAB ) field-vchar ]
 *  field-vchar    = VCHAR / obs-text
 */
const headerCharRegex = /[^\t\x20-\x7e\x80-\xff]/

/**
 * @param {string} characters
 * @returns {boolean}
 */
function isValidHeaderValue (characters) {
  return !headerCharRegex.test(characters)
}

const rangeHeaderRegex = /^bytes (\d+)-(\d+)\/(\d+|\*)?$/

/**
 * @typedef {object} RangeHeader
 * @property {number} start
 * @property {number | null} end
 * @property {number | null} size
 */

/**
 * Parse accordingly to RFC 9110
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.content-range
 * @param {string} [range]
 * @returns {RangeHeader|null}
 */
function parseRangeHeader (range) {
  if (range == null || range === '') return { start: 0, end: null, size: null }
  if (!range) return null

  const m = rangeHeaderRegex.exec(range)
  return m
    ? {
        start: parseInt(m[1]),
        end: m[2] ? parseInt(m[2]) : null,
        size: m[3] && m[3] !== '*' ? parseInt(m[3]) : null
      }
    : null
}

/**
 * @template {import("events").EventEmitter} T
 * @param {T} obj
 * @param {string} name
 * @param {(...args: any[]) => void} listener
 * @returns {T}
 */
function addListener (obj, name, listener) {
  const listeners = (obj[kListeners] ??= [])
  listeners.push([name, listener])
  obj.on(name, listener)
  return obj
}

/**
 * @template {import("events").EventEmitter} T
 * @param {T} obj
 * @returns {T}
 */
function removeAllListeners (obj) {
  if (obj[kListeners] != null) {
    for (const [name, listener] of obj[kListeners]) {
      obj.removeListener(name, listener)
    }
    obj[kListeners] = null
  }
  return obj
}

/**
 * @param {import ('../dispatcher/client')} client
 * @param {import ('../core/request')} request
 * @param {Error} err
 */
function errorRequest (client, request, err) {
  try {
    request.onResponseError(err)
    assert(request.aborted)
  } catch (err) {
    client.emit('error', err)
  }
}

/**
 * @param {WeakRef<net.Socket>} socketWeakRef
 * @param {object} opts
 * @param {number} opts.timeout
 * @param {string} opts.hostname
 * @param {number} opts.port
 * @returns {() => void}
 */
const setupConnectTimeout = process.platform === 'win32'
  ? (socketWeakRef, opts) => {
      if (!opts.timeout) {
        return noop
      }

      let s1 = null
      let s2 = null
      const fastTimer = timers.setFastTimeout(() => {
      // setImmediate is added to make sure that we prioritize socket error events over timeouts
        s1 = setImmediate(() => {
        // Windows needs an extra setImmediate probably due to implementation differences in the socket logic
          s2 = setImmediate(() => onConnectTimeout(socketWeakRef.deref(), opts))
        })
      }, opts.timeout)
      return () => {
        timers.clearFastTimeout(fastTimer)
        clearImmediate(s1)
        clearImmediate(s2)
      }
    }
  : (socketWeakRef, opts) => {
      if (!opts.timeout) {
        return noop
      }

      let s1 = null
      const fastTimer = timers.setFastTimeout(() => {
      // setImmediate is added to make sure that we prioritize socket error events over timeouts
        s1 = setImmediate(() => {
          onConnectTimeout(socketWeakRef.deref(), opts)
        })
      }, opts.timeout)
      return () => {
        timers.clearFastTimeout(fastTimer)
        clearImmediate(s1)
      }
    }

/**
 * @param {net.Socket} socket
 * @param {object} opts
 * @param {number} opts.timeout
 * @param {string} opts.hostname
 * @param {number} opts.port
 */
function onConnectTimeout (socket, opts) {
  // The socket could be already garbage collected
  if (socket == null) {
    return
  }

  let message = 'Connect Timeout Error'
  if (Array.isArray(socket.autoSelectFamilyAttemptedAddresses)) {
    message += ` (attempted addresses: ${socket.autoSelectFamilyAttemptedAddresses.join(', ')},`
  } else {
    message += ` (attempted address: ${opts.hostname}:${opts.port},`
  }

  message += ` timeout: ${opts.timeout}ms)`

  destroy(socket, new ConnectTimeoutError(message))
}

let lastUrlString = null
let lastProtocol = null

/**
 * @param {string} urlString
 * @returns {string}
 */
function getProtocolFromUrlString (urlString) {
  // Requests are typically dispatched against the same origin over and over,
  // so cache the last (urlString, protocol) pair to skip re-parsing.
  if (urlString === lastUrlString) {
    return lastProtocol
  }

  const protocol = getProtocolFromUrlStringSlow(urlString)
  lastUrlString = urlString
  lastProtocol = protocol

  return protocol
}

/**
 * @param {string} urlString
 * @returns {string}
 */
function getProtocolFromUrlStringSlow (urlString) {
  if (
    urlString[0] === 'h' &&
    urlString[1] === 't' &&
    urlString[2] === 't' &&
    urlString[3] === 'p'
  ) {
    switch (urlString[4]) {
      case ':':
        return 'http:'
      case 's':
        if (urlString[5] === ':') {
          return 'https:'
        }
    }
  }
  // fallback if none of the usual suspects
  return urlString.slice(0, urlString.indexOf(':') + 1)
}

const kEnumerableProperty = {
  __proto__: null,
  enumerable: true
}

const normalizedMethodRecordsBase = {
  delete: 'DELETE',
  DELETE: 'DELETE',
  get: 'GET',
  GET: 'GET',
  head: 'HEAD',
  HEAD: 'HEAD',
  options: 'OPTIONS',
  OPTIONS: 'OPTIONS',
  post: 'POST',
  POST: 'POST',
  put: 'PUT',
  PUT: 'PUT',
  query: 'QUERY',
  QUERY: 'QUERY'
}

const normalizedMethodRecords = {
  ...normalizedMethodRecordsBase,
  patch: 'patch',
  PATCH: 'PATCH'
}

// Note: object prototypes should not be able to be referenced. e.g. `Object#hasOwnProperty`.
Object.setPrototypeOf(normalizedMethodRecordsBase, null)
Object.setPrototypeOf(normalizedMethodRecords, null)

module.exports = {
  kEnumerableProperty,
  isDisturbed,
  isBlobLike,
  parseOrigin,
  parseURL,
  getServerName,
  isStream,
  isIterable,
  hasSafeIterator,
  isAsyncIterable,
  isDestroyed,
  headerNameToString,
  bufferToLowerCasedHeaderName,
  addListener,
  removeAllListeners,
  errorRequest,
  parseRawHeaders,
  toRawHeaders,
  encodeRawHeaders,
  parseHeaders,
  setHeader,
  parseKeepAliveTimeout,
  destroy,
  bodyLength,
  deepClone,
  isBuffer,
  assertRequestHandler,
  getSocketInfo,
  isFormDataLike,
  pathHasQueryOrFragment,
  serializePathWithQuery,
  addAbortListener,
  isValidHTTPToken,
  isValidHeaderValue,
  isTokenCharCode,
  parseRangeHeader,
  normalizedMethodRecordsBase,
  normalizedMethodRecords,
  isValidPort,
  isHttpOrHttpsPrefixed,
  safeHTTPMethods: Object.freeze(['GET', 'HEAD', 'OPTIONS', 'TRACE']),
  wrapRequestBody,
  setupConnectTimeout,
  getProtocolFromUrlString
}


/***/ }),

/***/ 4775:
/***/ ((module) => {



/**
 * This module offers an optimized timer implementation designed for scenarios
 * where high precision is not critical.
 *
 * The timer achieves faster performance by using a low-resolution approach,
 * with an accuracy target of within 500ms. This makes it particularly useful
 * for timers with delays of 1 second or more, where exact timing is less
 * crucial.
 *
 * It's important to note that Node.js timers are inherently imprecise, as
 * delays can occur due to the event loop being blocked by other operations.
 * Consequently, timers may trigger later than their scheduled time.
 */

/**
 * The fastNow variable contains the internal fast timer clock value.
 *
 * @type {number}
 */
let fastNow = 0

/**
 * RESOLUTION_MS represents the target resolution time in milliseconds.
 *
 * @type {number}
 * @default 1000
 */
const RESOLUTION_MS = 1e3

/**
 * TICK_MS defines the desired interval in milliseconds between each tick.
 * The target value is set to half the resolution time, minus 1 ms, to account
 * for potential event loop overhead.
 *
 * @type {number}
 * @default 499
 */
const TICK_MS = (RESOLUTION_MS >> 1) - 1

/**
 * fastNowTimeout is a Node.js timer used to manage and process
 * the FastTimers stored in the `fastTimers` array.
 *
 * @type {NodeJS.Timeout}
 */
let fastNowTimeout

/**
 * The kFastTimer symbol is used to identify FastTimer instances.
 *
 * @type {Symbol}
 */
const kFastTimer = Symbol('kFastTimer')

/**
 * The fastTimers array contains all active FastTimers.
 *
 * @type {FastTimer[]}
 */
const fastTimers = []

/**
 * These constants represent the various states of a FastTimer.
 */

/**
 * The `NOT_IN_LIST` constant indicates that the FastTimer is not included
 * in the `fastTimers` array. Timers with this status will not be processed
 * during the next tick by the `onTick` function.
 *
 * A FastTimer can be re-added to the `fastTimers` array by invoking the
 * `refresh` method on the FastTimer instance.
 *
 * @type {-2}
 */
const NOT_IN_LIST = -2

/**
 * The `TO_BE_CLEARED` constant indicates that the FastTimer is scheduled
 * for removal from the `fastTimers` array. A FastTimer in this state will
 * be removed in the next tick by the `onTick` function and will no longer
 * be processed.
 *
 * This status is also set when the `clear` method is called on the FastTimer instance.
 *
 * @type {-1}
 */
const TO_BE_CLEARED = -1

/**
 * The `PENDING` constant signifies that the FastTimer is awaiting processing
 * in the next tick by the `onTick` function. Timers with this status will have
 * their `_idleStart` value set and their status updated to `ACTIVE` in the next tick.
 *
 * @type {0}
 */
const PENDING = 0

/**
 * The `ACTIVE` constant indicates that the FastTimer is active and waiting
 * for its timer to expire. During the next tick, the `onTick` function will
 * check if the timer has expired, and if so, it will execute the associated callback.
 *
 * @type {1}
 */
const ACTIVE = 1

/**
 * The onTick function processes the fastTimers array.
 *
 * @returns {void}
 */
function onTick () {
  /**
   * Increment the fastNow value by the TICK_MS value, despite the actual time
   * that has passed since the last tick. This approach ensures independence
   * from the system clock and delays caused by a blocked event loop.
   *
   * @type {number}
   */
  fastNow += TICK_MS

  /**
   * The `idx` variable is used to iterate over the `fastTimers` array.
   * Expired timers are removed by replacing them with the last element in the array.
   * Consequently, `idx` is only incremented when the current element is not removed.
   *
   * @type {number}
   */
  let idx = 0

  /**
   * The len variable will contain the length of the fastTimers array
   * and will be decremented when a FastTimer should be removed from the
   * fastTimers array.
   *
   * @type {number}
   */
  let len = fastTimers.length

  while (idx < len) {
    /**
     * @type {FastTimer}
     */
    const timer = fastTimers[idx]

    // If the timer is in the ACTIVE state and the timer has expired, it will
    // be processed in the next tick.
    if (timer._state === PENDING) {
      // Set the _idleStart value to the fastNow value minus the TICK_MS value
      // to account for the time the timer was in the PENDING state.
      timer._idleStart = fastNow - TICK_MS
      timer._state = ACTIVE
    } else if (
      timer._state === ACTIVE &&
      fastNow >= timer._idleStart + timer._idleTimeout
    ) {
      timer._state = TO_BE_CLEARED
      timer._idleStart = -1
      timer._onTimeout(timer._timerArg)
    }

    if (timer._state === TO_BE_CLEARED) {
      timer._state = NOT_IN_LIST

      // Move the last element to the current index and decrement len if it is
      // not the only element in the array.
      if (--len !== 0) {
        fastTimers[idx] = fastTimers[len]
      }
    } else {
      ++idx
    }
  }

  // Set the length of the fastTimers array to the new length and thus
  // removing the excess FastTimers elements from the array.
  fastTimers.length = len

  // If there are still active FastTimers in the array, refresh the Timer.
  // If there are no active FastTimers, the timer will be refreshed again
  // when a new FastTimer is instantiated.
  if (fastTimers.length !== 0) {
    refreshTimeout()
  }
}

function refreshTimeout () {
  // If the fastNowTimeout is already set and the Timer has the refresh()-
  // method available, call it to refresh the timer.
  // Some timer objects returned by setTimeout may not have a .refresh()
  // method (e.g. mocked timers in tests).
  if (fastNowTimeout?.refresh) {
    fastNowTimeout.refresh()
    // fastNowTimeout is not instantiated yet or refresh is not availabe,
    // create a new Timer.
  } else {
    clearTimeout(fastNowTimeout)
    fastNowTimeout = setTimeout(onTick, TICK_MS)
    // If the Timer has an unref method, call it to allow the process to exit,
    // if there are no other active handles. When using fake timers or mocked
    // environments (like Jest), .unref() may not be defined,
    fastNowTimeout?.unref()
  }
}

/**
 * The `FastTimer` class is a data structure designed to store and manage
 * timer information.
 */
class FastTimer {
  [kFastTimer] = true

  /**
   * The state of the timer, which can be one of the following:
   * - NOT_IN_LIST (-2)
   * - TO_BE_CLEARED (-1)
   * - PENDING (0)
   * - ACTIVE (1)
   *
   * @type {-2|-1|0|1}
   * @private
   */
  _state = NOT_IN_LIST

  /**
   * The number of milliseconds to wait before calling the callback.
   *
   * @type {number}
   * @private
   */
  _idleTimeout = -1

  /**
   * The time in milliseconds when the timer was started. This value is used to
   * calculate when the timer should expire.
   *
   * @type {number}
   * @default -1
   * @private
   */
  _idleStart = -1

  /**
   * The function to be executed when the timer expires.
   * @type {Function}
   * @private
   */
  _onTimeout

  /**
   * The argument to be passed to the callback when the timer expires.
   *
   * @type {*}
   * @private
   */
  _timerArg

  /**
   * @constructor
   * @param {Function} callback A function to be executed after the timer
   * expires.
   * @param {number} delay The time, in milliseconds that the timer should wait
   * before the specified function or code is executed.
   * @param {*} arg
   */
  constructor (callback, delay, arg) {
    this._onTimeout = callback
    this._idleTimeout = delay
    this._timerArg = arg

    this.refresh()
  }

  /**
   * Sets the timer's start time to the current time, and reschedules the timer
   * to call its callback at the previously specified duration adjusted to the
   * current time.
   * Using this on a timer that has already called its callback will reactivate
   * the timer.
   *
   * @returns {void}
   */
  refresh () {
    // In the special case that the timer is not in the list of active timers,
    // add it back to the array to be processed in the next tick by the onTick
    // function.
    if (this._state === NOT_IN_LIST) {
      fastTimers.push(this)
    }

    // If the timer is the only active timer, refresh the fastNowTimeout for
    // better resolution.
    if (!fastNowTimeout || fastTimers.length === 1) {
      refreshTimeout()
    }

    // Setting the state to PENDING will cause the timer to be reset in the
    // next tick by the onTick function.
    this._state = PENDING
  }

  /**
   * The `clear` method cancels the timer, preventing it from executing.
   *
   * @returns {void}
   * @private
   */
  clear () {
    // Set the state to TO_BE_CLEARED to mark the timer for removal in the next
    // tick by the onTick function.
    this._state = TO_BE_CLEARED

    // Reset the _idleStart value to -1 to indicate that the timer is no longer
    // active.
    this._idleStart = -1
  }
}

/**
 * This module exports a setTimeout and clearTimeout function that can be
 * used as a drop-in replacement for the native functions.
 */
module.exports = {
  /**
   * The setTimeout() method sets a timer which executes a function once the
   * timer expires.
   * @param {Function} callback A function to be executed after the timer
   * expires.
   * @param {number} delay The time, in milliseconds that the timer should
   * wait before the specified function or code is executed.
   * @param {*} [arg] An optional argument to be passed to the callback function
   * when the timer expires.
   * @returns {NodeJS.Timeout|FastTimer}
   */
  setTimeout (callback, delay, arg) {
    // If the delay is less than or equal to the RESOLUTION_MS value return a
    // native Node.js Timer instance.
    return delay <= RESOLUTION_MS
      ? setTimeout(callback, delay, arg)
      : new FastTimer(callback, delay, arg)
  },
  /**
   * The clearTimeout method cancels an instantiated Timer previously created
   * by calling setTimeout.
   *
   * @param {NodeJS.Timeout|FastTimer} timeout
   */
  clearTimeout (timeout) {
    // If the timeout is a FastTimer, call its own clear method.
    if (timeout[kFastTimer]) {
      /**
       * @type {FastTimer}
       */
      timeout.clear()
      // Otherwise it is an instance of a native NodeJS.Timeout, so call the
      // Node.js native clearTimeout function.
    } else {
      clearTimeout(timeout)
    }
  },
  /**
   * The setFastTimeout() method sets a fastTimer which executes a function once
   * the timer expires.
   * @param {Function} callback A function to be executed after the timer
   * expires.
   * @param {number} delay The time, in milliseconds that the timer should
   * wait before the specified function or code is executed.
   * @param {*} [arg] An optional argument to be passed to the callback function
   * when the timer expires.
   * @returns {FastTimer}
   */
  setFastTimeout (callback, delay, arg) {
    return new FastTimer(callback, delay, arg)
  },
  /**
   * The clearTimeout method cancels an instantiated FastTimer previously
   * created by calling setFastTimeout.
   *
   * @param {FastTimer} timeout
   */
  clearFastTimeout (timeout) {
    timeout.clear()
  },
  /**
   * The now method returns the value of the internal fast timer clock.
   *
   * @returns {number}
   */
  now () {
    return fastNow
  },
  /**
   * Trigger the onTick function to process the fastTimers array.
   * Exported for testing purposes only.
   * Marking as deprecated to discourage any use outside of testing.
   * @deprecated
   * @param {number} [delay=0] The delay in milliseconds to add to the now value.
   */
  tick (delay = 0) {
    fastNow += delay - RESOLUTION_MS + 1
    onTick()
    onTick()
  },
  /**
   * Reset FastTimers.
   * Exported for testing purposes only.
   * Marking as deprecated to discourage any use outside of testing.
   * @deprecated
   */
  reset () {
    fastNow = 0
    fastTimers.length = 0
    clearTimeout(fastNowTimeout)
    fastNowTimeout = null
  },
  /**
   * Exporting for testing purposes only.
   * Marking as deprecated to discourage any use outside of testing.
   * @deprecated
   */
  kFastTimer
}


/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = (ok, ...why) => ok || process.getBuiltinModule("node:assert")(ok, ...why);

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:buffer");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:diagnostics_channel");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:events");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:http");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:net");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:util");

/***/ }),

/***/ 8877:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:v8");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:zlib");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = process.getBuiltinModule("stream");

/***/ }),

/***/ 7793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ withoutRefs)
/* harmony export */ });
// Refs as GitHub writes them.
/** `refs/heads/` and `refs/tags/` are GitHub's way to write a ref, never part of a version. */
function withoutRefs(version) {
    return version.replace(/^refs\/(heads|tags)\//, '');
}


/***/ }),

/***/ 4970:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KG: () => (/* binding */ payloadCommit),
/* harmony export */   MP: () => (/* binding */ patchFiles),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   gT: () => (/* binding */ listAt),
/* harmony export */   s8: () => (/* binding */ restCommit)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6413);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8804);
// Commits and files as GitHub writes them \u2192 ours. The shapes differ between payload and REST; authors may be null or empty objects. Nothing but the needed fields is kept, so a page can be dropped at once.


/** A commit as a webhook payload has it; undefined when there is none. */
function payloadCommit(value) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value) || (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, 'id') === '')
        return undefined;
    const author = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordAt */ .zR)(value, 'author');
    return {
        sha: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, 'id'),
        message: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, 'message'),
        ...optional('authorName', (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(author, 'name')),
        ...optional('authorEmail', (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(author, 'email')),
        ...optional('authorLogin', (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(author, 'username')),
        ...timeOf((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, 'timestamp')),
    };
}
/** A commit as REST has it; undefined when it is none. */
function restCommit(value) {
    const sha = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(value, 'sha');
    if (sha === '')
        return undefined;
    const commit = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordAt */ .zR)(value, 'commit');
    const author = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordAt */ .zR)(commit, 'author');
    // The committer's date rises along the history, also after a rebase; the author's may be years older.
    const date = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordAt */ .zR)(commit, 'committer'), 'date') || (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(author, 'date');
    return {
        sha,
        message: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(commit, 'message'),
        ...optional('authorName', (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(author, 'name')),
        ...optional('authorEmail', (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(author, 'email')),
        ...optional('authorLogin', (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordAt */ .zR)(value, 'author'), 'login')),
        ...timeOf(date),
        parents: listAt(value, 'parents').map((parent) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(parent, 'sha')),
    };
}
/** The list at a key, or an empty one. */
function listAt(value, key) {
    const found = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(value) ? value[key] : undefined;
    return Array.isArray(found) ? found : [];
}
/** Changed files in the three kinds that providers know: a rename is D plus A, a copy is A, a mode change is M. */
function patchFiles(files) {
    return files.filter(_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4).flatMap(patchFile);
}
function patchFile(file) {
    const path = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(file, 'filename');
    const previous = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(file, 'previous_filename');
    if (path === '')
        return [];
    switch (file['status']) {
        case 'added':
        case 'copied':
            return [{ path, type: 'A' }];
        case 'removed':
            return [{ path, type: 'D' }];
        case 'renamed':
            return [...(previous ? [{ path: previous, type: 'D' }] : []), { path, type: 'A' }];
        case 'unchanged':
            return [];
        default:
            return [{ path, type: 'M' }];
    }
}
function timeOf(date) {
    const time = (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .instant */ .uR)(date);
    return time === undefined ? {} : { time };
}
function optional(key, value) {
    // An empty text is not a value; with exact optional types the key must then be left out.
    return (value === '' ? {} : { [key]: value });
}
/** A name of a commit for people: a sha short, anything else on one line. */
function shown(name) {
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .isSha */ .HH)(name) ? name.slice(0, 12) : (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(name, 80);
}


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dn: () => (/* binding */ isExpected),
/* harmony export */   Dr: () => (/* binding */ NetworkError),
/* harmony export */   WN: () => (/* binding */ cancellation),
/* harmony export */   dk: () => (/* binding */ mayHaveHappened),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   hD: () => (/* binding */ ApiError)
/* harmony export */ });
// The three ways things go wrong that are not our bug. Anything else that is thrown is a bug and says so.
/** The workflow file must change. Holds every problem found, each with its cure. */
class InputError extends Error {
    problems;
    constructor(problems) {
        const count = problems.length === 1 ? '1 input needs' : `${problems.length} inputs need`;
        super(`${count} attention:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
        this.name = 'InputError';
        this.problems = problems;
    }
}
/** An answer came that was not the promised one. */
class ApiError extends Error {
    status;
    mayHaveHappened;
    constructor(message, failure, cause) {
        super(message, { cause });
        this.name = 'ApiError';
        this.status = failure.status;
        this.mayHaveHappened = failure.mayHaveHappened;
    }
}
/** No answer came: not connected, timed out, cut, or the deadline or a cancellation came first. */
class NetworkError extends Error {
    mayHaveHappened;
    /** What came before the answer; `left`: our deadline, while the provider goes on without us. */
    reason;
    constructor(message, mayHaveHappened, cause, reason = 'network') {
        super(message, { cause });
        this.name = 'NetworkError';
        this.mayHaveHappened = mayHaveHappened;
        this.reason = reason;
    }
}
/** The runner has cancelled the step. */
function cancellation(message, mayHaveHappened, cause) {
    return new NetworkError(message, mayHaveHappened, cause, 'cancelled');
}
/** Could the write behind this error have been carried out although no good answer was read? */
function mayHaveHappened(error) {
    return (error instanceof ApiError || error instanceof NetworkError) && error.mayHaveHappened;
}
/** Is it one of ours, so that its message is fit for users? */
function isExpected(error) {
    return error instanceof InputError || error instanceof ApiError || error instanceof NetworkError;
}


/***/ }),

/***/ 1979:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ CONNECT),
/* harmony export */   o: () => (/* binding */ openEarly)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);
/* harmony import */ var undici_lib_core_connect_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3484);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(768);



/**
 * How every connection is made. Without HTTP/2, which has nothing to give where one request follows the other: so each
 * service is spoken to in the way that the tests speak.
 */
const CONNECT = { timeout: 10_000, allowH2: false };
// Servers close connections on which nothing comes; a request that meets the closing might have been taken or not.
// By the clock of the day: the monotonic one would have to be loaded first.
const FRESH_MS = 4_000;
/** Begins to connect. Undefined when the environment names a proxy: then only undici knows which way to go. */
async function openEarly(baseUrl, env) {
    if ((0,_proxy_js__WEBPACK_IMPORTED_MODULE_2__/* .proxiesIn */ .I)(env))
        return undefined;
    const connector = undici_lib_core_connect_js__WEBPACK_IMPORTED_MODULE_1__(CONNECT);
    const { protocol, host, hostname, port } = new URL(baseUrl);
    const began = Date.now();
    let socket;
    let opened = new Promise((resolve) => {
        socket = connector({ protocol, host, hostname, port }, () => resolve());
    });
    // Node connects in the event loop's next turn, and loading code takes no turn until it is done.
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setImmediate)();
    return {
        connect(options, callback) {
            const isSame = options.protocol === protocol && options.host === host;
            const early = isSame ? opened : undefined;
            if (!early)
                return connector(options, callback);
            opened = undefined;
            void early.then(() => {
                if (socket?.readyState === 'open' && Date.now() - began < FRESH_MS)
                    return callback(null, socket);
                // It failed or grew old: that is no loss, another one is opened as always.
                socket?.destroy();
                connector(options, callback);
            });
            return socket;
        },
        close: () => socket?.destroy(),
    };
}


/***/ }),

/***/ 768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ proxiesIn)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
// The proxies that the environment names.

/**
 * The proxies of the environment; undefined when there is none. Never to be shown: they may hold a password.
 * @throws InputError when a variable holds no URL of a proxy
 */
function proxiesIn(env) {
    const httpProxy = proxyIn(env, 'http_proxy');
    const httpsProxy = proxyIn(env, 'https_proxy');
    if (!httpProxy && !httpsProxy)
        return undefined;
    return { httpProxy, httpsProxy, noProxy: env['no_proxy'] || env['NO_PROXY'] || '' };
}
/** Lower case wins, and `proxy:8080` means http, as the runner and curl read it. */
function proxyIn(env, name) {
    const given = (env[name] || env[name.toUpperCase()] || '').trim();
    const url = given === '' || given.includes('://') ? given : `http://${given}`;
    if (url === '' || (/^(https?|socks5?):\/\/[^/]/.test(url) && URL.canParse(url)))
        return url;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([
        `the environment variable ${name} (or ${name.toUpperCase()}) does not hold the URL of a proxy; write it as http://host:port.`,
    ]);
}


/***/ }),

/***/ 5691:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _saved_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4728);
// Picks the stage and runs it. A post stage with nothing to close, which is the usual one, ends without loading the rest.

// The runner does not say which stage it runs. The state of main tells; but a main stage that was killed at its first
// moment leaves none, and its post stage must not deploy in its place, so dist/post.js (scripts/build.ts) says it too.
const saved = (0,_saved_js__WEBPACK_IMPORTED_MODULE_0__/* .readSaved */ .Sy)({ readState: (name) => process.env[`STATE_${name}`] ?? '' });
const stage = process.argv[2] === 'post' || saved !== undefined ? 'post' : 'main';
if (stage === 'main' || (0,_saved_js__WEBPACK_IMPORTED_MODULE_0__/* .hasToClose */ .GT)(saved)) {
    // "eager": in the same file, but run only when it is reached (webpack).
    const { runStage } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 1992));
    await runStage(stage);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 5060:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V4: () => (/* binding */ outputs),
/* harmony export */   j$: () => (/* binding */ commonInputs),
/* harmony export */   rF: () => (/* binding */ NO_STATUS)
/* harmony export */ });
/* unused harmony export OPERATIONS */
/* harmony import */ var _kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1850);
// The inputs that every provider shares, and the outputs: the one place where they are declared.

const OPERATIONS = ['deploy', 'release', 'track', 'start', 'finish', 'rollback', 'retry'];
const PROVIDER_IDS = ['sentry', 'retrace', 'beanstalk', 'akkeris', 'github'];
const commonInputs = {
    provider: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('The service to record the deploy at.', PROVIDER_IDS, undefined, { required: true }),
    operation: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('What to do. `deploy`: release with commits, deploy, verify. `release`: no deploy. `track`: the deploy starts here and is closed when the job ends. `start` and `finish`: the two halves of a deploy. `rollback`: deploy an earlier release again. `retry`: repeat a failed deploy.', OPERATIONS, 'deploy'),
    token: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ)('API token or key of the provider. Masked before anything is logged.', {
        defaultText: "the provider's environment variable; GitHub: `github-token`",
    }),
    'api-url': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .url */ .OZ)('Base URL of the API, for self-hosted installations: https, or http to loopback. Required for akkeris.', {
        defaultText: "the provider's public host",
    }),
    version: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)("The release's name, taken as it is.", { defaultText: 'from `version-from`' }),
    'version-from': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('Where the version comes from when it is not given: `tag` (of the event), `sha` (in full), `short-sha` (7 characters), `package` (package.json at the head commit), `conventional` (the next semantic version, by the conventional commits since the last tag), `calendar` (YYYY.MM.DD.N), or `auto`: the tag, else the full sha; for provider github without a tag, conventional.', ['auto', 'tag', 'sha', 'short-sha', 'package', 'conventional', 'calendar'], 'auto'),
    'version-prefix': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Put before a version that was not given literally (`web@`, `v`); also selects which tags count in a monorepo.'),
    environment: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Where the deploy goes. Without it: the release only, for providers that have releases.', {
        defaultText: "none; Akkeris: the app's name",
    }),
    url: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .link */ .nf)('A URL shown with the deploy.', { defaultText: 'the page of the workflow run' }),
    'deploy-name': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Name shown with the deploy.', { defaultText: '`<workflow> #<run number>`' }),
    description: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Beanstalk comment, Akkeris description, GitHub description and heading of the notes.', {
        defaultText: 'first line of the head commit',
    }),
    'started-at': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .time */ .kB)('True start of the deploy: ISO 8601 or Unix seconds.', { defaultText: 'now' }),
    'finished-at': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .time */ .kB)('True end of the deploy: ISO 8601 or Unix seconds.', { defaultText: 'now' }),
    commits: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('Which commits go with the release: found by us (`auto`), `none`, or `refs` (Sentry fetches them itself through its GitHub integration).', ['auto', 'none', 'refs'], 'auto'),
    'commits-from': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Where the commit range starts: `auto`, `push`, `last-deploy` (of this environment), `previous-tag`, or a sha, tag or branch.', { default: 'auto' }),
    'patch-set': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('Changed files for each commit: for up to 100 commits (`auto`), up to 1,000 (`true`), or not at all (`false`).', ['auto', 'true', 'false'], 'auto'),
    paths: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)('Monorepo: only commits that touch one of these globs.'),
    'github-token': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ)('Token for reading commits from GitHub. A run that needs no read works without it.', {
        default: '${{ github.token }}',
        env: 'GITHUB_TOKEN',
    }),
    'deploy-id': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('The deploy to `finish`, `retry` or roll back to: the output `deploy-id` of an earlier step.'),
    status: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('Outcome for `finish` and for closing a tracked deploy.', ['success', 'failure', 'cancelled'], undefined, { default: '${{ job.status }}' }),
    'on-rerun': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('A re-run of the same workflow run: `reuse` its deploy if that was recorded or succeeded, or make a `new` one.', ['reuse', 'new'], 'reuse'),
    wait: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)('Beanstalk, Akkeris: follow the deploy to its end.', true),
    timeout: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .span */ .Ln)('For everything this step does: `90s`, `20m`, `1h`.', '20m'),
    'on-error': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('`warn`: the provider being down, or refusing, never fails the job. Input errors always fail.', ['fail', 'warn'], 'fail'),
    'dry-run': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)('Show the plan and send nothing but reads.', false),
    summary: (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)('Write the job summary.', true),
    'matrix-key': (0,_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('Tells the jobs of a matrix apart; not meant to be set by hand.', {
        default: '${{ strategy.job-index }}',
    }),
};
/** A deploy that is to be closed, by an expression that came out empty. */
const NO_STATUS = 'status is empty, so it is not known how the deploy ended: give success, failure or cancelled, or leave the input out for the status of the job.';
/** The outputs: name \u2192 meaning. All are set in the main stage, whatever happened. */
const outputs = {
    version: "the release's version",
    'deploy-id': "the provider's id of the deploy; Retrace has none: `AppName/EnvironmentName/Version`",
    'release-id': "the provider's id of the release, where it has one",
    'release-url': 'page of the release, where known',
    'deploy-url': 'page of the deploy, where known',
    environment: 'as recorded',
    outcome: '`recorded`, `succeeded`, `accepted`, `existing`, `started`, `failed`, `cancelled`, `skipped`, `superseded`, `unknown`, `planned`, `error`, or `none` (release only)',
    created: '`true` when the release is new',
    kind: '`deploy`, `redeploy` or `rollback`',
    'commit-count': 'commits in the release',
    'base-sha': 'start of the commit range, excluded',
    'head-sha': 'end of the commit range, included',
    'range-source': 'which rule chose the base: `push`, `last-deploy`, `previous-tag`, `given`, `pull-request`, `single-commit`',
    'started-at': 'when the deploy started, ISO 8601',
    'finished-at': 'when the deploy finished, ISO 8601',
    'lead-time': 'seconds, median from commit to deploy',
    result: 'one JSON object with all of the above under the same names, `receipts`, and `schema: 1`; at most 64 KiB',
};


/***/ }),

/***/ 1850:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Ln: () => (/* binding */ span),
/* harmony export */   OZ: () => (/* binding */ url),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   Yq: () => (/* binding */ choice),
/* harmony export */   kB: () => (/* binding */ time),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   rJ: () => (/* binding */ secret)
/* harmony export */ });
// The kinds of inputs. An input is declared as data, once, beside the code that needs it: `action.yml`, the
// README tables, the types and the checks are all made from that declaration.
/** Any text, trimmed; empty when not set. */
function text(description, options = {}) {
    return { kind: 'text', description, ...options, read: (value) => ({ value }) };
}
/** A token or key: as text, but masked before anything else happens. */
function secret(description, options = {}) {
    return { kind: 'secret', description, ...options, read: (value) => ({ value }) };
}
/** Words separated by spaces, commas or lines; duplicates are dropped. */
function list(description, options = {}) {
    return {
        kind: 'list',
        description,
        ...options,
        read: (value) => ({ value: [...new Set(value.split(/[\s,]+/).filter((word) => word !== ''))] }),
    };
}
/** `true` or `false` in any case. */
function flag(description, fallback) {
    return {
        kind: 'flag',
        description,
        default: String(fallback),
        read: (value) => {
            const word = value.toLowerCase();
            if (word === '')
                return { value: fallback };
            if (word === 'true' || word === 'false')
                return { value: word === 'true' };
            return { problem: 'must be true or false' };
        },
    };
}
/** One of a few words, in any case. Without a default, empty is allowed and means "not set". */
function choice(description, words, fallback, options = {}) {
    return {
        kind: 'choice',
        description,
        choices: words,
        ...(fallback === undefined ? {} : { default: fallback }),
        ...options,
        read: (value) => {
            const found = words.find((word) => word === value.toLowerCase()) ?? (value === '' ? fallback : undefined);
            if (found !== undefined)
                return { value: found };
            if (value === '' && fallback === undefined)
                return { value: '' };
            return { problem: `must be one of ${words.join(', ')}` };
        },
    };
}
/** Is this host name the machine itself? Only there may a token go over plain http. */
function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
/** A base URL: https (http only to loopback), without user info, query or fragment; no trailing slash. */
function url(description, options = {}) {
    return {
        kind: 'url',
        description,
        ...options,
        read: (value) => {
            if (value === '')
                return { value };
            if (!URL.canParse(value))
                return { problem: 'must be a full URL such as https://example.com' };
            const parsed = new URL(value);
            if (parsed.protocol !== 'https:' && !(parsed.protocol === 'http:' && isLoopback(parsed.hostname))) {
                return { problem: 'must start with https:// (plain http would show the token to the network)' };
            }
            if (parsed.username || parsed.password)
                return { problem: 'must not hold a user name or password' };
            if (parsed.search || parsed.hash)
                return { problem: 'must not hold a query or fragment' };
            return { value: `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '') };
        },
    };
}
/** A link that people open: any http or https URL. */
function link(description, options = {}) {
    return {
        kind: 'url',
        description,
        ...options,
        read: (value) => {
            if (value === '' || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)))
                return { value };
            return { problem: 'must be an http or https URL' };
        },
    };
}
const ISO_8601 = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
/** 30 February is no day, but Date.parse makes it 2 March. */
function isDay(date) {
    const at = Date.parse(`${date}T00:00:00Z`);
    return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}
/** A moment, in milliseconds since the epoch: ISO 8601 (UTC when it names no zone) or Unix seconds. */
function time(description, options = {}) {
    return {
        kind: 'time',
        description,
        ...options,
        read: (value) => {
            if (value === '')
                return { value: undefined };
            if (/^\d{1,11}(\.\d+)?$/.test(value))
                return { value: Math.round(Number(value) * 1000) };
            const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(value.slice(10));
            const at = ISO_8601.test(value) && isDay(value.slice(0, 10))
                ? Date.parse(hasZone || value.length === 10 ? value : `${value}Z`)
                : Number.NaN;
            return Number.isNaN(at) ? { problem: 'must be ISO 8601 or Unix seconds' } : { value: at };
        },
    };
}
const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000 };
/** A length of time in milliseconds, written `90s`, `20m`, `1h` or `1h30m`. */
function span(description, fallback) {
    return {
        kind: 'duration',
        description,
        default: fallback,
        read: (value) => {
            const text = (value || fallback).toLowerCase();
            const parts = [...text.matchAll(/(\d+)([smh])/g)];
            const total = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ''] ?? 0), 0);
            const isWhole = parts.map(([part]) => part).join('') === text;
            if (isWhole && total > 0 && total <= 86_400_000)
                return { value: total };
            return { problem: 'must be a time such as 90s, 20m or 1h, at most 24h' };
        },
    };
}


/***/ }),

/***/ 5173:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ checkLimit)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8804);

/** What is wrong with a name, as whole sentences with the cure; empty when nothing is. */
function checkLimit(what, value, limit, vendor) {
    if (!limit)
        return [];
    const shown = `${what} "${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(value, 80)}"`;
    const problems = [];
    if (limit.trimmed && value !== value.trim())
        problems.push(`${shown} has white space around it; remove it.`);
    if (limit.controls !== true && /\p{Cc}/u.test(value))
        problems.push(`${shown} holds a control character; remove it.`);
    for (const sign of limit.forbidden ?? []) {
        if (value.includes(sign))
            problems.push(`${shown} holds "${sign}", which ${vendor} refuses; use "-" or another sign.`);
    }
    for (const { pattern, says } of limit.shapes ?? []) {
        if (pattern.test(value))
            problems.push(`${shown} ${says}, which ${vendor} refuses; choose another name.`);
    }
    if (limit.reserved?.includes(value.toLowerCase()))
        problems.push(`${shown} is a reserved word at ${vendor}; choose another name.`);
    if (limit.maxBytes !== undefined && (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .bytes */ .ee)(value) > limit.maxBytes) {
        problems.push(`${shown} has ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .bytes */ .ee)(value)} bytes; ${vendor} takes at most ${limit.maxBytes}.`);
    }
    if (limit.maxLength !== undefined && value.length > limit.maxLength) {
        problems.push(`${shown} has ${value.length} characters; ${vendor} takes at most ${limit.maxLength}.`);
    }
    return problems;
}


/***/ }),

/***/ 6413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   tk: () => (/* binding */ numberAt),
/* harmony export */   u4: () => (/* binding */ isRecord),
/* harmony export */   zR: () => (/* binding */ recordAt)
/* harmony export */ });
// Reading foreign JSON without trusting it: every accessor has an answer for every shape.
/** Is it a JSON object? */
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The text at a key, or empty. */
function textAt(value, key) {
    const found = isRecord(value) ? value[key] : undefined;
    return typeof found === 'string' ? found : '';
}
/** The number at a key, or undefined. */
function numberAt(value, key) {
    const found = isRecord(value) ? value[key] : undefined;
    return typeof found === 'number' ? found : undefined;
}
/** The object at a key, or an empty one. */
function recordAt(value, key) {
    const found = isRecord(value) ? value[key] : undefined;
    return isRecord(found) ? found : {};
}


/***/ }),

/***/ 7277:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Zp: () => (/* binding */ bareMarker),
  N: () => (/* binding */ makeMarker),
  Rd: () => (/* binding */ markerAtEnd)
});

;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = process.getBuiltinModule("node:crypto");
;// CONCATENATED MODULE: ./lib/marker.js
// The run's own mark on what it makes, by which it is found again: docs/architecture.md, "Exactly once".

/** 8 hex characters in square brackets: the same for every attempt of a run, another for each job of a matrix. */
function makeMarker({ context, matrixKey, environment, version, isNewEachAttempt, }) {
    const parts = [context.repository.full, context.runId, context.job, matrixKey, environment, version];
    if (isNewEachAttempt)
        parts.push(String(context.runAttempt));
    return `[${(0,external_node_crypto_namespaceObject.createHash)('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8)}]`;
}
/** A marker without its brackets, as it stands in a field of its own. */
function bareMarker(marker) {
    return marker.replace(/^\[|\]$/g, '');
}
/** The marker at the end of a text; undefined when there is none. */
function markerAtEnd(text) {
    return /\[[0-9a-f]{8}\]$/.exec(text)?.[0];
}


/***/ }),

/***/ 6542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bp: () => (/* binding */ minLength),
/* harmony export */   Fs: () => (/* binding */ pipe),
/* harmony export */   Ik: () => (/* binding */ object),
/* harmony export */   KC: () => (/* binding */ union),
/* harmony export */   L5: () => (/* binding */ unknown),
/* harmony export */   YO: () => (/* binding */ array),
/* harmony export */   Yj: () => (/* binding */ string),
/* harmony export */   ai: () => (/* binding */ number),
/* harmony export */   cl: () => (/* binding */ nullish),
/* harmony export */   is: () => (/* binding */ is),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   pd: () => (/* binding */ transform),
/* harmony export */   xL: () => (/* binding */ safeParse),
/* harmony export */   yG: () => (/* binding */ regex),
/* harmony export */   zM: () => (/* binding */ boolean)
/* harmony export */ });
let store$4;
let DEFAULT_CONFIG = {
    lang: void 0,
    message: void 0,
    abortEarly: void 0,
    abortPipeEarly: void 0
};
function getGlobalConfig(config$1) {
    if (!config$1 && !store$4) return DEFAULT_CONFIG;
    return {
        lang: config$1?.lang ?? store$4?.lang,
        message: config$1?.message,
        abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
        abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
    };
}
let store$3;
function getGlobalMessage(lang) {
    return store$3?.get(lang);
}
let store$2;
function getSchemaMessage(lang) {
    return store$2?.get(lang);
}
let store$1;
function getSpecificMessage(reference, lang) {
    return store$1?.get(reference)?.get(lang);
}
function _stringify(input) {
    let type = typeof input;
    if ("string" === type) return `"${input}"`;
    if ("number" === type || "bigint" === type || "boolean" === type) return `${input}`;
    if ("object" === type || "function" === type) return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
    return type;
}
function _addIssue(context, label, dataset, config$1, other) {
    let input = other && "input" in other ? other.input : dataset.value;
    let expected = other?.expected ?? context.expects ?? null;
    let received = other?.received ?? _stringify(input);
    let issue = {
        kind: context.kind,
        type: context.type,
        input,
        expected,
        received,
        message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
        requirement: context.requirement,
        path: other?.path,
        issues: other?.issues,
        lang: config$1.lang,
        abortEarly: config$1.abortEarly,
        abortPipeEarly: config$1.abortPipeEarly
    };
    let isSchema = "schema" === context.kind;
    let message$1 = other?.message ?? context.message ?? getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? getSchemaMessage(issue.lang) : null) ?? config$1.message ?? getGlobalMessage(issue.lang);
    if (void 0 !== message$1) issue.message = "function" == typeof message$1 ? message$1(issue) : message$1;
    if (isSchema) dataset.typed = false;
    if (dataset.issues) dataset.issues.push(issue);
    else dataset.issues = [
        issue
    ];
}
function _joinExpects(values$1, separator) {
    let list = [
        ...new Set(values$1)
    ];
    if (list.length > 1) return `(${list.join(` ${separator} `)})`;
    return list[0] ?? "never";
}
function _standardSchema(schema) {
    schema["~standard"] = {
        version: 1,
        vendor: "valibot",
        validate: (value$1)=>schema["~run"]({
                value: value$1
            }, getGlobalConfig())
    };
    return schema;
}
function minLength(requirement, message$1) {
    return {
        kind: "validation",
        type: "min_length",
        reference: minLength,
        async: false,
        expects: `>=${requirement}`,
        requirement,
        message: message$1,
        "~run" (dataset, config$1) {
            if (dataset.typed && dataset.value.length < this.requirement) _addIssue(this, "length", dataset, config$1, {
                received: `${dataset.value.length}`
            });
            return dataset;
        }
    };
}
function regex(requirement, message$1) {
    return {
        kind: "validation",
        type: "regex",
        reference: regex,
        async: false,
        expects: `${requirement}`,
        requirement,
        message: message$1,
        "~run" (dataset, config$1) {
            if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
            return dataset;
        }
    };
}
function transform(operation) {
    return {
        kind: "transformation",
        type: "transform",
        reference: transform,
        async: false,
        operation,
        "~run" (dataset) {
            dataset.value = this.operation(dataset.value);
            return dataset;
        }
    };
}
let ABORT_EARLY_CONFIG = {
    abortEarly: true
};
function getFallback(schema, dataset, config$1) {
    return "function" == typeof schema.fallback ? schema.fallback(dataset, config$1) : schema.fallback;
}
function getDefault(schema, dataset, config$1) {
    return "function" == typeof schema.default ? schema.default(dataset, config$1) : schema.default;
}
function is(schema, input) {
    return !schema["~run"]({
        value: input
    }, ABORT_EARLY_CONFIG).issues;
}
function array(item, message$1) {
    return _standardSchema({
        kind: "schema",
        type: "array",
        reference: array,
        expects: "Array",
        async: false,
        item,
        message: message$1,
        "~run" (dataset, config$1) {
            let input = dataset.value;
            if (Array.isArray(input)) {
                dataset.typed = true;
                dataset.value = [];
                for(let key = 0; key < input.length; key++){
                    let value$1 = input[key];
                    let itemDataset = this.item["~run"]({
                        value: value$1
                    }, config$1);
                    if (itemDataset.issues) {
                        let pathItem = {
                            type: "array",
                            origin: "value",
                            input,
                            key,
                            value: value$1
                        };
                        for (let issue of itemDataset.issues){
                            if (issue.path) issue.path.unshift(pathItem);
                            else issue.path = [
                                pathItem
                            ];
                            dataset.issues?.push(issue);
                        }
                        if (!dataset.issues) dataset.issues = itemDataset.issues;
                        if (config$1.abortEarly) {
                            dataset.typed = false;
                            break;
                        }
                    }
                    if (!itemDataset.typed) dataset.typed = false;
                    dataset.value.push(itemDataset.value);
                }
            } else _addIssue(this, "type", dataset, config$1);
            return dataset;
        }
    });
}
function boolean(message$1) {
    return _standardSchema({
        kind: "schema",
        type: "boolean",
        reference: boolean,
        expects: "boolean",
        async: false,
        message: message$1,
        "~run" (dataset, config$1) {
            if ("boolean" == typeof dataset.value) dataset.typed = true;
            else _addIssue(this, "type", dataset, config$1);
            return dataset;
        }
    });
}
function nullish(wrapped, default_) {
    return _standardSchema({
        kind: "schema",
        type: "nullish",
        reference: nullish,
        expects: `(${wrapped.expects} | null | undefined)`,
        async: false,
        wrapped,
        default: default_,
        "~run" (dataset, config$1) {
            if (null === dataset.value || void 0 === dataset.value) {
                if (void 0 !== this.default) dataset.value = getDefault(this, dataset, config$1);
                if (null === dataset.value || void 0 === dataset.value) {
                    dataset.typed = true;
                    return dataset;
                }
            }
            return this.wrapped["~run"](dataset, config$1);
        }
    });
}
function number(message$1) {
    return _standardSchema({
        kind: "schema",
        type: "number",
        reference: number,
        expects: "number",
        async: false,
        message: message$1,
        "~run" (dataset, config$1) {
            if ("number" != typeof dataset.value || isNaN(dataset.value)) _addIssue(this, "type", dataset, config$1);
            else dataset.typed = true;
            return dataset;
        }
    });
}
function object(entries$1, message$1) {
    return _standardSchema({
        kind: "schema",
        type: "object",
        reference: object,
        expects: "Object",
        async: false,
        entries: entries$1,
        message: message$1,
        "~run" (dataset, config$1) {
            let input = dataset.value;
            if (input && "object" == typeof input) {
                dataset.typed = true;
                dataset.value = {};
                for(let key in this.entries){
                    let valueSchema = this.entries[key];
                    if (key in input || ("exact_optional" === valueSchema.type || "optional" === valueSchema.type || "nullish" === valueSchema.type) && void 0 !== valueSchema.default) {
                        let value$1 = key in input ? input[key] : getDefault(valueSchema);
                        let valueDataset = valueSchema["~run"]({
                            value: value$1
                        }, config$1);
                        if (valueDataset.issues) {
                            let pathItem = {
                                type: "object",
                                origin: "value",
                                input,
                                key,
                                value: value$1
                            };
                            for (let issue of valueDataset.issues){
                                if (issue.path) issue.path.unshift(pathItem);
                                else issue.path = [
                                    pathItem
                                ];
                                dataset.issues?.push(issue);
                            }
                            if (!dataset.issues) dataset.issues = valueDataset.issues;
                            if (config$1.abortEarly) {
                                dataset.typed = false;
                                break;
                            }
                        }
                        if (!valueDataset.typed) dataset.typed = false;
                        dataset.value[key] = valueDataset.value;
                    } else if (void 0 !== valueSchema.fallback) dataset.value[key] = getFallback(valueSchema);
                    else if ("exact_optional" !== valueSchema.type && "optional" !== valueSchema.type && "nullish" !== valueSchema.type) {
                        _addIssue(this, "key", dataset, config$1, {
                            input: void 0,
                            expected: `"${key}"`,
                            path: [
                                {
                                    type: "object",
                                    origin: "key",
                                    input,
                                    key,
                                    value: input[key]
                                }
                            ]
                        });
                        if (config$1.abortEarly) break;
                    }
                }
            } else _addIssue(this, "type", dataset, config$1);
            return dataset;
        }
    });
}
function optional(wrapped, default_) {
    return _standardSchema({
        kind: "schema",
        type: "optional",
        reference: optional,
        expects: `(${wrapped.expects} | undefined)`,
        async: false,
        wrapped,
        default: default_,
        "~run" (dataset, config$1) {
            if (void 0 === dataset.value) {
                if (void 0 !== this.default) dataset.value = getDefault(this, dataset, config$1);
                if (void 0 === dataset.value) {
                    dataset.typed = true;
                    return dataset;
                }
            }
            return this.wrapped["~run"](dataset, config$1);
        }
    });
}
function string(message$1) {
    return _standardSchema({
        kind: "schema",
        type: "string",
        reference: string,
        expects: "string",
        async: false,
        message: message$1,
        "~run" (dataset, config$1) {
            if ("string" == typeof dataset.value) dataset.typed = true;
            else _addIssue(this, "type", dataset, config$1);
            return dataset;
        }
    });
}
function _subIssues(datasets) {
    let issues;
    if (datasets) for (let dataset of datasets)if (issues) for (let issue of dataset.issues)issues.push(issue);
    else issues = dataset.issues;
    return issues;
}
function union(options, message$1) {
    return _standardSchema({
        kind: "schema",
        type: "union",
        reference: union,
        expects: _joinExpects(options.map((option)=>option.expects), "|"),
        async: false,
        options,
        message: message$1,
        "~run" (dataset, config$1) {
            let validDataset;
            let typedDatasets;
            let untypedDatasets;
            for (let schema of this.options){
                let optionDataset = schema["~run"]({
                    value: dataset.value
                }, config$1);
                if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
                else typedDatasets = [
                    optionDataset
                ];
                else {
                    validDataset = optionDataset;
                    break;
                }
                else if (untypedDatasets) untypedDatasets.push(optionDataset);
                else untypedDatasets = [
                    optionDataset
                ];
            }
            if (validDataset) return validDataset;
            if (typedDatasets) {
                if (1 === typedDatasets.length) return typedDatasets[0];
                _addIssue(this, "type", dataset, config$1, {
                    issues: _subIssues(typedDatasets)
                });
                dataset.typed = true;
            } else {
                if (untypedDatasets?.length === 1) return untypedDatasets[0];
                _addIssue(this, "type", dataset, config$1, {
                    issues: _subIssues(untypedDatasets)
                });
            }
            return dataset;
        }
    });
}
function unknown() {
    return _standardSchema({
        kind: "schema",
        type: "unknown",
        reference: unknown,
        expects: "unknown",
        async: false,
        "~run" (dataset) {
            dataset.typed = true;
            return dataset;
        }
    });
}
function pipe(...pipe$1) {
    return _standardSchema({
        ...pipe$1[0],
        pipe: pipe$1,
        "~run" (dataset, config$1) {
            for (let item of pipe$1)if ("metadata" !== item.kind) {
                if (dataset.issues && ("schema" === item.kind || "transformation" === item.kind)) {
                    dataset.typed = false;
                    break;
                }
                if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
            }
            return dataset;
        }
    });
}
function safeParse(schema, input, config$1) {
    let dataset = schema["~run"]({
        value: input
    }, getGlobalConfig(config$1));
    return {
        typed: dataset.typed,
        success: !dataset.issues,
        output: dataset.value,
        issues: dataset.issues
    };
}



/***/ }),

/***/ 4443:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   WJ: () => (/* binding */ verdict),
/* harmony export */   g5: () => (/* binding */ failureOf),
/* harmony export */   z6: () => (/* binding */ endingOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _help_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9427);
// How a stage ends for the user: what an error means, with its title, its cure's page, and whether `on-error` may soften it.


/** Input errors always fail; what is not ours is our bug, and says so. */
function failureOf(error, host, who = 'record-deploy') {
    const family = (0,_help_js__WEBPACK_IMPORTED_MODULE_1__/* .familyOf */ .Ap)(error);
    const title = family === 'input' ? 'Inputs' : `${who}: ${_help_js__WEBPACK_IMPORTED_MODULE_1__/* .families */ .TJ[family]}`;
    const isBug = family === 'bug';
    const common = { title, help: (0,_help_js__WEBPACK_IMPORTED_MODULE_1__/* .helpUrl */ .xR)(family, host.env), isSoft: family !== 'input', isBug };
    if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isExpected */ .Dn)(error))
        return { ...common, problem: error.message };
    host.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const text = error instanceof Error ? error.message : String(error);
    const problem = `This is a bug in record-deploy: ${text}. Run the job again with debug logging and report it.`;
    return { ...common, problem };
}
/** The end of a failed stage, with the page that explains it. */
function endingOf({ problem, title, help, isSoft }) {
    return { fails: `${problem}\nSee ${help}`, title, isSoft };
}
/** A step may fail although no error was thrown: the provider carried the deploy out, and it did not succeed. */
function verdict({ receipts, plan, problem, help, outcome }) {
    if (!receipts.some(({ fails }) => fails !== undefined))
        return {};
    return endingOf({
        problem,
        help,
        title: `${plan.provider.name}: the deploy ended ${outcome}`,
        isSoft: false,
    });
}


/***/ }),

/***/ 819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   MX: () => (/* binding */ makeFigures),
/* harmony export */   ZT: () => (/* binding */ previousDeploy),
/* harmony export */   iU: () => (/* binding */ hasArrived)
/* harmony export */ });
/* unused harmony exports median, percentile */
/** Did the version reach the environment? */
function hasArrived(outcome) {
    return ['recorded', 'succeeded', 'accepted', 'existing'].includes(outcome);
}
/** @param deployedAt when the version reached the environment, milliseconds since the epoch; undefined when it did not */
function makeFigures(plan, deployedAt, earlier = []) {
    if (deployedAt === undefined || plan.kind !== 'deploy')
        return {};
    const ages = plan.range.commits
        .flatMap(({ time }) => (Number.isFinite(time) ? [secondsBetween(time ?? deployedAt, deployedAt)] : []))
        .sort((a, b) => a - b);
    const last = previousDeploy(earlier)?.at;
    return {
        ...(ages.length === 0
            ? {}
            : { leadTime: median(ages), leadTimeP90: percentile(ages, 0.9), leadTimeMax: ages.at(-1) ?? 0 }),
        commitsPerDeploy: Math.max(plan.range.total, plan.range.commits.length),
        ...(last === undefined ? {} : { hoursSinceLast: Math.round((deployedAt - last) / 36_000) / 100 }),
    };
}
/** The newest of the earlier deploys that reached the environment. */
function previousDeploy(earlier) {
    return earlier
        .filter(({ at, outcome }) => at !== undefined && hasArrived(outcome))
        .reduce((best, each) => ((each.at ?? 0) > (best?.at ?? 0) ? each : best), undefined);
}
/** Never negative: the clocks of committers differ. */
function secondsBetween(from, to) {
    return Math.max(0, Math.round((to - from) / 1000));
}
/** The middle of sorted numbers; between two, their mean. */
function median(sorted) {
    const middle = Math.floor(sorted.length / 2);
    const upper = sorted[middle] ?? 0;
    return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2);
}
/** Nearest rank. */
function percentile(sorted, share) {
    return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}


/***/ }),

/***/ 9427:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ap: () => (/* binding */ familyOf),
/* harmony export */   TJ: () => (/* binding */ families),
/* harmony export */   xR: () => (/* binding */ helpUrl)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
// Every error belongs to a family, and every family has a section in docs/errors.md: the one place that ties them.

/** The families, each with the words of its annotation's title. */
const families = {
    input: 'inputs need attention',
    refused: 'refused',
    unexpected: 'unexpected answer',
    unavailable: 'not available',
    uncertain: 'it may have happened',
    failed: 'the deploy did not succeed',
    deadline: 'out of time',
    cancelled: 'cancelled',
    bug: 'a bug in record-deploy',
};
// Statuses that say "not now" although they are 4xx: time-out, too early, too many.
const NOT_NOW = [408, 425, 429];
/** The family of an error that ended the run. */
function familyOf(error) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz)
        return 'input';
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .hD || error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .NetworkError */ .Dr) {
        // First, because it asks for a look before anything else is done.
        if (error.mayHaveHappened)
            return 'uncertain';
        return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ApiError */ .hD ? answered(error.status) : unanswered(error.reason);
    }
    return 'bug';
}
function answered(status) {
    if (status >= 500 || NOT_NOW.includes(status))
        return 'unavailable';
    return status >= 300 ? 'refused' : 'unexpected';
}
function unanswered(reason) {
    if (reason === 'network')
        return 'unavailable';
    return reason === 'left' ? 'deadline' : reason;
}
/** Where a family is explained: at the very version of the action that runs, or the file's path where that is unset. */
function helpUrl(family, env) {
    const repository = env['GITHUB_ACTION_REPOSITORY'];
    if (!repository)
        return `docs/errors.md#${family}`;
    const ref = env['GITHUB_ACTION_REF'] || 'main';
    return `${encodeURI(`https://github.com/${repository}/blob/${ref}/docs/errors.md`)}#${family}`;
}


/***/ }),

/***/ 7439:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   df: () => (/* binding */ describePlan),
/* harmony export */   ei: () => (/* binding */ describeReceipt),
/* harmony export */   lA: () => (/* binding */ describeEnd)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8804);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3021);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8191);



/** The plan, before anything is done: at most six lines. */
function describePlan(plan) {
    const { version, provider, environment, deploy, kind } = plan;
    const effect = provider.effect === 'deploys' ? 'this starts a real deployment' : 'it records, and deploys nothing';
    const dry = plan.dryRun ? 'Dry run, nothing will be sent: ' : '';
    const how = kind === 'deploy' ? '' : `, a ${kind}`;
    return [
        `${dry}${plan.operation} with ${provider.name} (${effect})`,
        `  version      ${version.version} (${version.reason})`,
        ...targetLine(plan),
        ...(plan.stage === 'main' ? [`  commits      ${commitsWords(plan)}`] : []),
        ...(environment ? [`  environment  ${environment}${how}, as "${deploy.name}" ${deploy.marker}`] : []),
        `  steps        ${stepsWords(plan)}`,
    ];
}
/** What a rollback deploys again, where the version does not say it: it is only a label at some providers. */
function targetLine({ operation, deploy: { rollbackTo }, steps }) {
    if (operation !== 'rollback' || !rollbackTo || steps.includes('release'))
        return [];
    const { id, version, sha } = rollbackTo;
    const what = version ?? (sha ? (0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .shortVersion */ .L)(sha) : id);
    return [`  back to      ${what}${[version, sha, what].includes(id) ? '' : ` (deploy ${id})`}`];
}
function stepsWords({ steps, looksFirst, deploy, provider }) {
    if (steps.length === 0)
        return `no deploy is written: the job ended with ${deploy.status}, and ${provider.name} keeps only deploys that were made`;
    return `${steps.join(' \u2192 ')}${looksFirst ? ' (a re-run: looks for its earlier deploy first)' : ''}`;
}
/** `12, 1a2b3c4d5e6f..5d6e7f8a9b0c (push: what the push brought)` */
function commitsWords({ range, operation }) {
    // The run's own head is not what a rollback deploys.
    if (operation === 'rollback')
        return `${range.total} (${range.reason})`;
    const head = range.head.slice(0, 12);
    const ends = range.base ? `${range.base.slice(0, 12)}..${head}` : head;
    return `${range.total}, ${ends} (${range.source}: ${range.reason})`;
}
/** One line for what a step did. */
function describeReceipt(receipt, { version, environment }) {
    const id = receipt.id ? ` ${receipt.id}` : '';
    const note = receipt.note ? `: ${receipt.note}` : '';
    const where = environment ? ` to ${environment}` : '';
    switch (receipt.step) {
        case 'release':
            return receipt.created
                ? `Release ${version.version} created with ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plural */ .LS)(receipt.commitCount ?? 0, 'commit')}${note}`
                : `Release ${version.version} was there already${note}`;
        case 'revision':
            return receipt.outcome === 'failed' ? `Revision did not arrive${note}` : `Revision is there${note}`;
        case 'build':
            return `Build${id} ${receipt.outcome}${note}`;
        case 'deploy':
            return `Deploy${id}${where} ${receipt.outcome}${note}`;
        case 'wait':
            return `Deploy${id}${where} ended: ${receipt.outcome}${note}`;
        case 'finish':
            return `Deploy${id}${where} closed: ${receipt.outcome}${note}`;
        case 'retry':
            return receipt.outcome === 'started'
                ? `Deploy${id} started again${note}`
                : `Deploy${id} ${receipt.outcome}${note}`;
    }
}
/** The closing line. */
function describeEnd({ plan, what, outcome, created, problem, startedAt, finishedAt, tookMs, }) {
    const reached = plan.environment ? `${what} to ${plan.environment}` : what;
    const isLong = (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .isDate */ .$P)(startedAt) && (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .isDate */ .$P)(finishedAt) && finishedAt - startedAt >= 1_000;
    const took = isLong ? `, the deploy took ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(finishedAt - startedAt)}` : '';
    const see = problem ? ' (see the error)' : '';
    return `Done in ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(tookMs)}: ${reached}: ${(0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .outcomeWords */ .w)(outcome, plan, created)}${took}${see}`;
}


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ isDate),
/* harmony export */   Pl: () => (/* binding */ safeUrl),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   hC: () => (/* binding */ sentences),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   xE: () => (/* binding */ alert),
/* harmony export */   z7: () => (/* binding */ when)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8804);
// The pieces of GitHub's Markdown that the summary is made of. Foreign text only enters through `text` and `link`.

/** Foreign text as harmless Markdown on one line. */
function text(foreign, max = 200) {
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(foreign, max);
}
/** A link with foreign text; only the text where the address is none that may be followed. */
function link(label, url, max = 200) {
    const target = safeUrl(url);
    return label === '' || target === '' ? text(label, max) : `[${text(label, max)}](${target})`;
}
/** An http(s) address that cannot end a link or a table cell early; empty for anything else. */
function safeUrl(url) {
    if (url.length > 2_000 || !URL.canParse(url))
        return '';
    const { protocol, href } = new URL(url);
    if (protocol !== 'https:' && protocol !== 'http:')
        return '';
    return href
        .replace(/[^\w\-.~:/?#@$&+,;=%]/g, (sign) => `%${[...Buffer.from(sign, 'utf8')].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join('%')}`)
        .replace(/&/g, '&amp;');
}
/** A table with a head; cells are Markdown already. */
function table(head, rows) {
    return [row(head), row(head.map(() => ':--')), ...rows.map(row)];
}
function row(cells) {
    return `| ${cells.join(' | ')} |`;
}
/** A coloured box; the lines are Markdown already. */
function alert(kind, lines) {
    return lines.length === 0 ? [] : [`> [!${kind}]`, ...lines.map((each) => `> ${each}`), ''];
}
const MAX_LINES = 40;
/** Our sentences with foreign parts, possibly with a list in them, as Markdown lines. */
function sentences(words) {
    return words
        .split('\n')
        .filter((each) => each.trim() !== '')
        .slice(0, MAX_LINES)
        .map((each) => (each.startsWith('- ') ? `- ${text(each.slice(2), 1_000)}` : text(each, 1_000)));
}
/** `2026-10-02 14:03 UTC` */
function when(at) {
    return isDate(at) ? `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC` : '';
}
/** What `Date` can write. */
function isDate(at) {
    return at !== undefined && Math.abs(at) <= 8.64e15;
}


/***/ }),

/***/ 6427:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  KN: () => (/* binding */ nothingToDo),
  mk: () => (/* binding */ publish),
  tO: () => (/* binding */ publishStopped)
});

// UNUSED EXPORTS: setOutputs

;// CONCATENATED MODULE: ./lib/report/hide.js
// Secrets in foreign text go before it is cut or escaped: a half token, or one with `&#95;` in it, is found no more.
/** The same plain data with every text in it passed through `hide`; what is not plain stays as it is. */
function hideIn(value, hide) {
    // Texts become texts, arrays arrays, and objects keep their keys, so the type is the same.
    return replaced(value, hide);
}
function replaced(value, hide) {
    if (typeof value === 'string')
        return hide(value);
    if (Array.isArray(value))
        return value.map((each) => replaced(each, hide));
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, replaced(each, hide)]));
}

// EXTERNAL MODULE: ./lib/report/log.js
var log = __nccwpck_require__(7439);
// EXTERNAL MODULE: ./lib/inputs/common.js
var common = __nccwpck_require__(5060);
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(8804);
// EXTERNAL MODULE: ./lib/report/markdown.js
var markdown = __nccwpck_require__(3021);
;// CONCATENATED MODULE: ./lib/report/outputs.js
// Report \u2192 outputs. Every declared output is always there; pure.



const MAX_RESULT_BYTES = 65_536;
/** The outputs by name; a value that is not known is an empty text. */
function toOutputs(report) {
    const { plan, figures } = report;
    const values = {
        version: plan.version.version,
        'deploy-id': report.deployId,
        'release-id': report.releaseId,
        'release-url': report.releaseUrl,
        'deploy-url': report.deployUrl,
        environment: plan.environment,
        outcome: report.outcome,
        created: String(report.created),
        kind: plan.kind,
        'commit-count': String(report.commitCount),
        'base-sha': shaOf(plan.range.base),
        'head-sha': plan.range.head,
        'range-source': plan.range.source,
        'started-at': iso(report.startedAt),
        'finished-at': iso(report.finishedAt),
        'lead-time': figures.leadTime === undefined ? '' : String(figures.leadTime),
    };
    return { ...values, result: resultOf(values, report) };
}
/** The outputs of a run that had nothing to do, or could not begin. */
function emptyOutputs(outcome, problem = '') {
    const values = Object.fromEntries(Object.keys(common/* outputs */.V4).map((name) => [name, '']));
    const { result: _, ...rest } = { ...values, outcome, created: 'false', 'commit-count': '0' };
    return {
        ...rest,
        result: fitting({ schema: 1, ...rest, figures: {}, warnings: [], problem, receipts: [] }),
    };
}
/** A base that was given by name is known by its sha only when GitHub could be asked. */
function shaOf(name = '') {
    return /^[0-9a-f]{40,64}$/.test(name) ? name : '';
}
function iso(at) {
    return (0,markdown/* isDate */.$P)(at) ? new Date(at).toISOString() : '';
}
function resultOf(values, { receipts, figures, problem, warnings }) {
    return fitting({ schema: 1, ...values, figures, warnings, problem, receipts: receipts.map(shown) });
}
// From nothing cut to almost everything: the last always fits, with 6 bytes for every character (`\u0000`).
const ROOMS = [
    { characters: 2_000, items: 50 },
    { characters: 500, items: 20 },
    { characters: 250, items: 0 },
];
/** JSON of at most 64 KiB: texts and lists are cut as far as it takes. */
function fitting(whole) {
    let json = JSON.stringify(whole);
    for (const room of ROOMS) {
        if ((0,lib_text/* bytes */.ee)(json) <= MAX_RESULT_BYTES)
            break;
        json = JSON.stringify(shortened(whole, room));
    }
    return json;
}
function shortened(value, room) {
    if (typeof value === 'string')
        return (0,lib_text/* cut */.Jj)(value, room.characters);
    if (Array.isArray(value))
        return value.slice(0, room.items).map((each) => shortened(each, room));
    if (typeof value !== 'object' || value === null)
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shortened(each, room)]));
}
/** A receipt as others may read it: without what only a later step needs. */
function shown({ facts: _, detail: __, past: ___, startedAt, finishedAt, ...receipt }) {
    return {
        ...receipt,
        ...(startedAt === undefined ? {} : { startedAt: iso(startedAt) }),
        ...(finishedAt === undefined ? {} : { finishedAt: iso(finishedAt) }),
    };
}

;// CONCATENATED MODULE: ./lib/report/commits.js


const MAX_COMMITS = 50;
const MAX_AUTHORS = 20;
/** The section of the commits; nothing when there are none. */
function commitsSection(plan) {
    const { commits, total } = plan.range;
    if (commits.length === 0)
        return [];
    const shown = commits.slice(0, MAX_COMMITS);
    const rows = shown.map((commit) => [
        commitLink(commit.sha, plan),
        subjectCell(commit, plan),
        (0,markdown/* text */.Qq)(authorOf(commit), 60),
    ]);
    return [
        `### ${(0,lib_text/* plural */.LS)(Math.max(total, commits.length), 'commit')}`,
        '',
        authorsLine(commits),
        '',
        ...(0,markdown/* table */.tp)(['Commit', 'Message', 'Author'], rows),
        '',
        ...moreLine(plan, shown.length),
    ];
}
function subjectCell({ message }, plan) {
    const { subject, pull } = subjectOf(message);
    const page = pull === undefined ? '' : ` ${(0,markdown/* link */.nf)(`#${pull}`, `${repositoryUrl(plan)}/pull/${pull}`)}`;
    return `${(0,markdown/* text */.Qq)(subject, 80)}${page}`;
}
/** The first line without the number of its pull request, and that number: `Fix it (#12)`, `Merge pull request #12 \u2026`. */
function subjectOf(message) {
    const first = (0,lib_text/* firstLine */.TM)(message);
    const merge = /^(Merge pull request) #(\d{1,9})( .*)?$/.exec(first);
    if (merge)
        return { subject: `${merge[1]}${merge[3] ?? ''}`, pull: Number(merge[2]) };
    const squash = /^(.*\S)\s*\(#(\d{1,9})\)$/.exec(first);
    return squash ? { subject: squash[1] ?? '', pull: Number(squash[2]) } : { subject: first };
}
function authorOf({ authorName, authorLogin }) {
    return authorName || authorLogin || '';
}
function moreLine(plan, shown) {
    const more = Math.max(plan.range.total, plan.range.commits.length) - shown;
    if (more <= 0)
        return [];
    const url = compareUrl(plan);
    const where = url ? `: ${(0,markdown/* link */.nf)('all of them on GitHub', url)}` : '';
    return [`And ${(0,lib_text/* plural */.LS)(more, 'more commit')}${where}.`, ''];
}
/** `By dev-one (12) and dev-two (3).` */
function authorsLine(commits) {
    const counts = new Map();
    for (const commit of commits) {
        const author = authorOf(commit);
        if (author)
            counts.set(author, (counts.get(author) ?? 0) + 1);
    }
    const authors = [...counts].sort((a, b) => b[1] - a[1]);
    const shown = authors.slice(0, MAX_AUTHORS).map(([name, count]) => `${(0,markdown/* text */.Qq)(name, 60)} (${count})`);
    const more = authors.length - shown.length;
    if (shown.length === 0)
        return '';
    return `Authors: ${shown.join(', ')}${more > 0 ? ` and ${(0,lib_text/* plural */.LS)(more, 'other')}` : ''}`;
}
/** The page of a commit; its short sha as the text. */
function commitLink(sha, plan) {
    return (0,markdown/* link */.nf)(sha.slice(0, 7), `${repositoryUrl(plan)}/commit/${encodeURIComponent(sha)}`);
}
/** The page that compares both ends of the range; empty where there is no base. */
function compareUrl(plan) {
    const { base, head } = plan.range;
    // A new branch has a base of zeros, which no page can show.
    if (!base || /^0+$/.test(base))
        return '';
    return `${repositoryUrl(plan)}/compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}`;
}
function repositoryUrl({ context: { serverUrl, repository } }) {
    return `${serverUrl}/${repository.full}`;
}

// EXTERNAL MODULE: ./lib/report/figures.js
var figures = __nccwpck_require__(819);
// EXTERNAL MODULE: ./lib/report/words.js
var words = __nccwpck_require__(8191);
;// CONCATENATED MODULE: ./lib/report/diagram.js




const MAX_DEPLOYS = 10;
const MAX_LABEL = 28;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
// No colours: GitHub chooses them by the reader's theme. The left padding is for sections, which there are none of.
const LOOK = [
    '---',
    'config:',
    '  gantt:',
    '    barHeight: 26',
    '    barGap: 6',
    '    fontSize: 14',
    '    topPadding: 40',
    '    leftPadding: 12',
    '    rightPadding: 12',
    '---',
];
/** A fenced diagram; nothing when fewer than two deploys are known. */
function diagram(report) {
    const bars = barsOf(report);
    const [first] = bars;
    const last = bars.at(-1);
    if (!first || !last || bars.length < 2)
        return [];
    // The last bar has no end yet, and the first may be minutes long: both must be seen.
    const shortest = Math.max(60_000, Math.round((last.at - first.at) / 12));
    const end = last.at + shortest;
    return [
        '```mermaid',
        ...LOOK,
        'gantt',
        '    dateFormat x',
        ...axis(end - first.at),
        '    todayMarker off',
        ...bars.map((bar, index) => task(bar, index, endOf(bars, index, end))),
        '```',
        '',
    ];
}
/** At most seven ticks, so that their labels have room on a phone. */
function axis(spanMs) {
    const every = (unitMs) => Math.max(1, Math.ceil(spanMs / unitMs / 6));
    if (spanMs < 3 * HOUR_MS)
        return ['    axisFormat %H:%M', `    tickInterval ${every(60_000)}minute`];
    if (spanMs < 2 * DAY_MS)
        return ['    axisFormat %H:%M', `    tickInterval ${every(HOUR_MS)}hour`];
    if (spanMs < 60 * DAY_MS)
        return ['    axisFormat %b %d', `    tickInterval ${every(DAY_MS)}day`];
    return ['    axisFormat %b %Y', `    tickInterval ${Math.min(12, every(30 * DAY_MS))}month`];
}
/** Oldest first, this deploy last. */
function barsOf({ earlier, what, outcome, finishedAt }) {
    const past = earlier.flatMap((deploy) => barOf(deploy)).sort((a, b) => a.at - b.at);
    const version = (0,words/* shortVersion */.L)(what);
    const ours = (0,markdown/* isDate */.$P)(finishedAt)
        ? [{ version, at: finishedAt, isLive: (0,figures/* hasArrived */.iU)(outcome), isThis: true }]
        : [];
    return [...past, ...ours].slice(-MAX_DEPLOYS);
}
function barOf({ id, version, sha, outcome, at }) {
    if (!(0,markdown/* isDate */.$P)(at))
        return [];
    return [{ version: (0,words/* shortVersion */.L)(version ?? sha ?? id), at, isLive: (0,figures/* hasArrived */.iU)(outcome), isThis: false }];
}
/** Live until the next one that arrived. */
function endOf(bars, index, end) {
    return bars.slice(index + 1).find(({ isLive }) => isLive)?.at ?? end;
}
function task({ version, at, isLive, isThis }, index, end) {
    const tags = isLive ? (isThis ? '' : 'done, ') : 'crit, milestone, ';
    const span = isLive ? `${at}, ${Math.max(end, at)}` : `${at}, 0d`;
    return `    ${label(version, at)} :${tags}d${index}, ${span}`;
}
/**
 * Our date first, so that no version reads as a keyword of the diagram; of the version only letters, digits and signs
 * that mean nothing in it.
 */
function label(version, at) {
    const date = new Date(at);
    const day = `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}`;
    return (0,lib_text/* cut */.Jj)(`${day} ${version.replace(/[^\p{L}\p{N} ._@+/-]+/gu, '_')}`.trim(), MAX_LABEL);
}

;// CONCATENATED MODULE: ./lib/report/summary.js
// Report \u2192 job summary in Markdown; pure. Foreign text goes through markdown.ts, and none is longer than its cell.






const MAX_WARNINGS = 20;
/** What went out, where, when, by whom; for the post stage only how it was closed. */
function toSummary(report) {
    const parts = report.plan.stage === 'post' ? closing(report) : whole(report);
    return `${parts.join('\n')}\n`;
}
function whole(report) {
    const { plan } = report;
    const history = diagram(report);
    const [head = ['', ''], ...rows] = facts(report);
    return [
        `## ${headline(report)}`,
        '',
        ...alerts(report),
        ...(0,markdown/* table */.tp)(head, rows),
        '',
        ...(history.length > 0 ? [`### Last deploys of ${(0,markdown/* text */.Qq)(plan.environment, 64)}`, '', ...history] : []),
        ...commitsSection(plan),
    ];
}
/** For a stage that stopped before there was a plan: only what went wrong. */
function toStopped(stage, { problem, help, isBug }) {
    const early = stage === 'main' ? '## Stopped before anything was written' : '### The deploy was not closed';
    const heading = isBug ? '## Stopped by a bug in record-deploy' : early;
    return `${[heading, '', ...trouble(problem, help)].join('\n')}\n`;
}
/** One line and nothing else: the main stage has told the rest. */
function closing(report) {
    const { plan, startedAt, finishedAt } = report;
    const hasRecord = report.receipts.length > 0;
    const after = (0,markdown/* isDate */.$P)(startedAt) && (0,markdown/* isDate */.$P)(finishedAt) ? ` after ${(0,lib_text/* duration */.p0)(finishedAt - startedAt)}` : '';
    const none = hasRecord || report.problem
        ? ''
        : ` ${plan.provider.name} has no record of it: it only takes deploys that succeeded.`;
    return [
        `### Closed: ${headline(report)}`,
        '',
        ...alerts(report),
        `The job ended with ${plan.deploy.status}${after}.${none}${report.deployUrl ? ` ${(0,markdown/* link */.nf)(`Deploy ${report.deployId}`.trim(), report.deployUrl)}` : ''}`,
        '',
    ];
}
/** `web@1.4.0 \u2192 production: recorded at Sentry` */
function headline({ plan, what, outcome, created }) {
    const { environment, kind } = plan;
    const where = environment ? ` \u2192 ${(0,markdown/* text */.Qq)(environment, 64)}` : '';
    const as = kind === 'deploy' ? '' : ` (${kind})`;
    return `${(0,markdown/* text */.Qq)((0,words/* shortVersion */.L)(what), 100)}${where}${as}: ${(0,words/* outcomeWords */.w)(outcome, plan, created)}`;
}
function alerts({ plan, problem, help, warnings }) {
    const dry = `Dry run: nothing was sent but reads. It would do: ${plan.steps.join(', ') || 'nothing'}.`;
    return [
        ...(problem ? trouble(problem, help) : []),
        ...(0,markdown/* alert */.xE)('WARNING', list(warnings)),
        ...(plan.dryRun ? (0,markdown/* alert */.xE)('NOTE', [dry]) : []),
    ];
}
function trouble(problem, help) {
    const page = (0,markdown/* safeUrl */.Pl)(help) ? ['', (0,markdown/* link */.nf)('What this means and what to do', help)] : [];
    return (0,markdown/* alert */.xE)('CAUTION', [...(0,markdown/* sentences */.hC)(problem), ...page]);
}
function list(warnings) {
    const shown = warnings.slice(0, MAX_WARNINGS).map((each) => (0,markdown/* text */.Qq)(each, 500));
    const more = warnings.length - shown.length;
    const lines = more > 0 ? [...shown, (0,lib_text/* plural */.LS)(more, 'more warning')] : shown;
    return lines.length > 1 ? lines.map((each) => `- ${each}`) : lines;
}
/** The rows of the first table; those that would be empty are left out. */
function facts(report) {
    const { plan, deployId, deployUrl } = report;
    const { provider, context, kind } = plan;
    const effect = provider.effect === 'deploys' ? 'carries the deploy out' : 'records the deploy';
    const attempt = context.runAttempt > 1 ? `, attempt ${context.runAttempt}` : '';
    const run = (0,markdown/* link */.nf)(`${context.workflow} #${context.runNumber}`.trim(), context.runUrl);
    const rows = [
        ['Version', versionLink(report)],
        ['Environment', (0,markdown/* text */.Qq)(plan.environment)],
        ['Outcome', outcomeCell(report)],
        // A release alone is no deploy of any kind.
        ['Kind', plan.environment ? kind : ''],
        ['Provider', `${(0,markdown/* text */.Qq)(provider.name)} (${effect})`],
        ['Deploy', breakable((0,markdown/* link */.nf)(deployId, deployUrl))],
        ['Time', timeCell(report)],
        ['Started by', `${(0,markdown/* text */.Qq)(context.actor)} in ${run}${attempt}`],
        ['Commits', rangeCell(report)],
        ['Lead time', leadTimeCell(report)],
        ['Previous deploy', previousCell(report)],
    ];
    return rows.filter(([, value]) => value !== '');
}
function versionLink({ what, releaseUrl, deployUrl }) {
    return breakable((0,markdown/* link */.nf)(what, releaseUrl || deployUrl));
}
/** A full sha may break in its middle, or the table would not fit on a phone; what is copied stays whole. */
function breakable(cell) {
    return cell.replace(/\b([0-9a-f]{20})([0-9a-f]{20})(?=\]|$)/, '$1<wbr>$2');
}
function outcomeCell({ plan, outcome, note }) {
    if (outcome === 'none' && !plan.environment)
        return 'none: a release, no deploy';
    return note ? `${outcome}: ${(0,markdown/* text */.Qq)(note, 300)}` : outcome;
}
function timeCell({ startedAt, finishedAt }) {
    if (!(0,markdown/* isDate */.$P)(startedAt))
        return '';
    if (!(0,markdown/* isDate */.$P)(finishedAt))
        return `${(0,markdown/* when */.z7)(startedAt)}, not over yet`;
    const tookMs = finishedAt - startedAt;
    return tookMs < 1_000 ? (0,markdown/* when */.z7)(finishedAt) : `${(0,markdown/* when */.z7)(finishedAt)}, took ${(0,lib_text/* duration */.p0)(tookMs)}`;
}
/** `12, 1a2b3c4...5d6e7f8: what the push brought` */
function rangeCell({ plan }) {
    const { base, head, total, commits, reason } = plan.range;
    const count = Math.max(total, commits.length);
    // The run's own head is not what a rollback deploys.
    if (plan.operation === 'rollback')
        return `${count} (${(0,markdown/* text */.Qq)(reason, 100)})`;
    const url = compareUrl(plan);
    const ends = url ? (0,markdown/* link */.nf)(`${base?.slice(0, 7)}...${head.slice(0, 7)}`, url) : commitLink(head, plan);
    return head === '' ? '' : `${count}, ${ends} (${(0,markdown/* text */.Qq)(reason, 100)})`;
}
function leadTimeCell({ figures: { leadTime, leadTimeMax } }) {
    if (leadTime === undefined || leadTimeMax === undefined)
        return '';
    const words = (seconds) => (seconds === 0 ? 'under 1 s' : (0,lib_text/* duration */.p0)(seconds * 1000));
    const median = words(leadTime);
    return leadTime === leadTimeMax ? median : `${median} median, ${words(leadTimeMax)} worst`;
}
function previousCell({ earlier, startedAt, finishedAt }) {
    const at = finishedAt ?? startedAt;
    const last = (0,figures/* previousDeploy */.ZT)(earlier);
    if (at === undefined || last?.at === undefined)
        return '';
    const version = (0,markdown/* link */.nf)((0,words/* shortVersion */.L)(last.version ?? last.sha ?? last.id), last.url ?? '', 100);
    return `${version}, ${(0,lib_text/* duration */.p0)(at - last.at)} before`;
}

;// CONCATENATED MODULE: ./lib/report/publish.js




/** Log, outputs and summary. */
function publish(report, { common }, host) {
    // Secrets go before anything of a text is cut or escaped.
    const shown = hideIn(report, host.hide);
    host.info((0,log/* describeEnd */.lA)(shown));
    if (shown.plan.stage === 'main')
        setOutputs(host, toOutputs(shown));
    if (common.summary)
        writeSummary(host, toSummary(shown));
}
/** The same for a stage that stopped before there was a plan; `summary: false` holds even if the inputs were not read. */
function publishStopped(stage, failed, host) {
    const { problem, ...rest } = failed;
    const shown = { ...rest, problem: host.hide(problem) };
    if (stage === 'main')
        setOutputs(host, emptyOutputs('error', shown.problem));
    if (!/^\s*false\s*$/i.test(host.env['INPUT_SUMMARY'] ?? ''))
        writeSummary(host, toStopped(stage, shown));
}
function writeSummary(host, markdown) {
    try {
        host.writeSummary(markdown);
    }
    catch (error) {
        host.warning('Job summary', `It could not be written: ${error instanceof Error ? error.message : String(error)}`);
    }
}
/** Sets each output. */
function setOutputs(host, values) {
    for (const [name, value] of Object.entries(values))
        host.setOutput(name, value);
}
/** The end of a run that has nothing to record, with the reason as a notice. */
function nothingToDo(host, reason) {
    host.notice('Nothing to record', `${reason}.`);
    setOutputs(host, emptyOutputs('none'));
    return {};
}


/***/ }),

/***/ 8191:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ shortVersion),
/* harmony export */   w: () => (/* binding */ outcomeWords)
/* harmony export */ });
/** A full sha at the end of a version, short enough for a heading. */
function shortVersion(version) {
    return version.replace(/\b([0-9a-f]{12})[0-9a-f]{28}$/, '$1');
}
/** `recorded at Sentry`, `deployed by Beanstalk` */
function outcomeWords(outcome, { provider, stage }, created) {
    const { name, effect } = provider;
    switch (outcome) {
        case 'recorded':
            return `recorded at ${name}`;
        case 'succeeded':
            return effect === 'deploys' ? `deployed by ${name}` : `succeeded at ${name}`;
        case 'accepted':
            return `accepted by ${name}`;
        case 'existing':
            return `already ${effect === 'deploys' ? 'deployed by' : 'recorded at'} ${name}`;
        case 'started':
            return `started at ${name}`;
        case 'failed':
            return effect === 'deploys' ? `failed at ${name}` : 'failed';
        case 'cancelled':
            return 'cancelled';
        case 'skipped':
            return `skipped by ${name}`;
        case 'superseded':
            return `superseded by a newer deploy at ${name}`;
        case 'unknown':
            return `outcome unknown at ${name}`;
        case 'planned':
            return 'dry run, nothing was sent';
        case 'error':
            return `error at ${name}`;
        case 'none':
            if (stage === 'post')
                return 'nothing was open';
            return created ? `released at ${name}` : `release was there at ${name}`;
    }
}


/***/ }),

/***/ 4728:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   GT: () => (/* binding */ hasToClose),
/* harmony export */   N7: () => (/* binding */ idle),
/* harmony export */   Sy: () => (/* binding */ readSaved),
/* harmony export */   UN: () => (/* binding */ save)
/* harmony export */ });
const NAME = 'run';
const idle = { phase: 'idle', version: '', environment: '', startedAt: 0, deployId: '' };
/** Keeps it for the post stage; what was saved last counts. */
function save(host, saved) {
    host.saveState(NAME, JSON.stringify(saved));
}
/** What main saved last; undefined in the main stage, and after a main stage that was killed before it saved anything. */
function readSaved(host) {
    const text = host.readState(NAME);
    if (text === '')
        return undefined;
    // Written by `save` above, into a file that only this step's stages share.
    return { ...idle, ...JSON.parse(text) };
}
/** Is there anything for the post stage to do? */
function hasToClose(saved) {
    return saved !== undefined && saved.phase !== 'idle' && saved.phase !== 'refused';
}


/***/ }),

/***/ 1992:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  runStage: () => (/* binding */ runStage)
});

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = process.getBuiltinModule("node:fs");
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = process.getBuiltinModule("os");
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = process.getBuiltinModule("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = process.getBuiltinModule("fs");
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = process.getBuiltinModule("path");
;// CONCATENATED MODULE: ./lib/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', file_command_prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, utils_toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./lib/node_modules/@actions/github/lib/context.js


class Context {
    /**
     * Hydrate the context from the environment
     */
    constructor() {
        var _a, _b, _c;
        this.payload = {};
        if (process.env.GITHUB_EVENT_PATH) {
            if ((0,external_fs_namespaceObject.existsSync)(process.env.GITHUB_EVENT_PATH)) {
                this.payload = JSON.parse((0,external_fs_namespaceObject.readFileSync)(process.env.GITHUB_EVENT_PATH, { encoding: 'utf8' }));
            }
            else {
                const path = process.env.GITHUB_EVENT_PATH;
                process.stdout.write(`GITHUB_EVENT_PATH ${path} does not exist${external_os_namespaceObject.EOL}`);
            }
        }
        this.eventName = process.env.GITHUB_EVENT_NAME;
        this.sha = process.env.GITHUB_SHA;
        this.ref = process.env.GITHUB_REF;
        this.workflow = process.env.GITHUB_WORKFLOW;
        this.action = process.env.GITHUB_ACTION;
        this.actor = process.env.GITHUB_ACTOR;
        this.job = process.env.GITHUB_JOB;
        this.runAttempt = parseInt(process.env.GITHUB_RUN_ATTEMPT, 10);
        this.runNumber = parseInt(process.env.GITHUB_RUN_NUMBER, 10);
        this.runId = parseInt(process.env.GITHUB_RUN_ID, 10);
        this.apiUrl = (_a = process.env.GITHUB_API_URL) !== null && _a !== void 0 ? _a : `https://api.github.com`;
        this.serverUrl = (_b = process.env.GITHUB_SERVER_URL) !== null && _b !== void 0 ? _b : `https://github.com`;
        this.graphqlUrl =
            (_c = process.env.GITHUB_GRAPHQL_URL) !== null && _c !== void 0 ? _c : `https://api.github.com/graphql`;
    }
    get issue() {
        const payload = this.payload;
        return Object.assign(Object.assign({}, this.repo), { number: (payload.issue || payload.pull_request || payload).number });
    }
    get repo() {
        if (process.env.GITHUB_REPOSITORY) {
            const [owner, repo] = process.env.GITHUB_REPOSITORY.split('/');
            return { owner, repo };
        }
        if (this.payload.repository) {
            return {
                owner: this.payload.repository.owner.login,
                repo: this.payload.repository.name
            };
        }
        throw new Error("context.repo requires a GITHUB_REPOSITORY environment variable like 'owner/repo'");
    }
}
//# sourceMappingURL=context.js.map
;// CONCATENATED MODULE: ./lib/node_modules/@actions/github/lib/github.js


const context = new Context();
/**
 * Returns a hydrated octokit ready to use for GitHub Actions
 *
 * @param     token    the repo PAT or GITHUB_TOKEN
 * @param     options  other options to set
 */
function getOctokit(token, options, ...additionalPlugins) {
    const GitHubWithPlugins = GitHub.plugin(...additionalPlugins);
    return new GitHubWithPlugins(getOctokitOptions(token, options));
}
//# sourceMappingURL=github.js.map
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(8804);
;// CONCATENATED MODULE: ./lib/host.js
// The outside world as one small object: the only importer of @actions/core and @actions/github. Whatever leaves
// through it was made harmless here: secrets are hidden, and no text of others can become a workflow command.






const MAX_LINE = 4_000;
// Shorter values are no secrets, and the runner masks any length: hiding `1` would make the log unreadable.
const SHORTEST_SECRET = 4;
/** The runner's host. Listens for its cancel signals until the process ends. */
function realHost() {
    const forms = [];
    const hide = (text) => (0,lib_text/* redact */.E$)(text, forms);
    // Hidden first: making it harmless could change a secret, or tear it apart, so that it is no longer recognised.
    const line = (text) => (0,lib_text/* cut */.Jj)((0,lib_text/* harmless */.Is)(hide(text)), MAX_LINE);
    // Annotations may have several lines; core encodes them as data of its own command.
    const lines = (text) => hide(text).split('\n').map(line).join('\n');
    const cancel = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.once(name, () => cancel.abort((0,errors/* cancellation */.WN)('The job was cancelled before this step was done.', false)));
    return {
        env: process.env,
        now: () => Date.now(),
        sleep: (ms) => sleep(ms, cancel.signal),
        random: () => Math.random(),
        signal: cancel.signal,
        readEvent: () => context.payload,
        mask: (secret) => {
            if (secret.length < SHORTEST_SECRET)
                return;
            // A token comes by here from its input, its variable and its provider; the log needs it once.
            for (const form of (0,lib_text/* secretForms */.eo)(secret).filter((each) => !forms.includes(each))) {
                setSecret(form);
                forms.push(form);
            }
            forms.sort((a, b) => b.length - a.length);
        },
        hide,
        info: (text) => info(line(text)),
        debug: (text) => (isDebug() ? debug(line(text)) : undefined),
        notice: (title, text) => notice(lines(text), { title: line(title) }),
        warning: (title, text) => warning(lines(text), { title: line(title) }),
        fail: (title, text) => {
            process.exitCode = ExitCode.Failure;
            error(lines(text), { title: line(title) });
        },
        group: (title, texts) => {
            startGroup(line(title));
            for (const text of texts)
                info(`  ${line(text)}`);
            endGroup();
        },
        setOutput: (name, value) => setOutput(name, hide(value)),
        saveState: (name, value) => saveState(name, value),
        readState: (name) => getState(name),
        writeSummary: (markdown) => {
            const file = process.env['GITHUB_STEP_SUMMARY'];
            if (!file)
                throw new Error('GITHUB_STEP_SUMMARY is not set.');
            // At once: core's own writer goes through Node's thread pool, which takes milliseconds at the very end.
            (0,external_node_fs_namespaceObject.appendFileSync)(file, hide(markdown));
        },
    };
}
/** Waits, or rejects with the reason of the cancellation. */
async function sleep(ms, signal) {
    try {
        await (0,promises_.setTimeout)(ms, undefined, { signal });
    }
    catch {
        throw signal.reason;
    }
}

// EXTERNAL MODULE: ./lib/inputs/common.js
var inputs_common = __nccwpck_require__(5060);
// EXTERNAL MODULE: ./lib/json.js
var json = __nccwpck_require__(6413);
// EXTERNAL MODULE: ./lib/context/wire.js
var wire = __nccwpck_require__(4970);
;// CONCATENATED MODULE: ./lib/context/events.js
// What each event says about the commit that is deployed and the commits it brings: one small function an event.
// Which field to trust is GitHub's "Events that trigger workflows" and the payload schemas; see docs/architecture.md.


/** Branch or tag from a full ref; `refs/heads/` and `refs/tags/` never go further than here. */
function shortRef(ref) {
    if (ref.startsWith('refs/heads/'))
        return { ref: ref.slice('refs/heads/'.length), refKind: 'branch' };
    if (ref.startsWith('refs/tags/'))
        return { ref: ref.slice('refs/tags/'.length), refKind: 'tag' };
    return { ref: ref.replace(/^refs\//, ''), refKind: 'none' };
}
const readers = {
    push: fromPush,
    release: fromRelease,
    pull_request: fromPullRequest,
    pull_request_target: fromPullRequest,
    workflow_run: fromWorkflowRun,
    deployment: fromDeployment,
    deployment_status: fromDeployment,
    merge_group: fromMergeGroup,
    create: fromCreate,
    delete: fromDelete,
};
/** Head, ref and range by the event; events without a function of their own say nothing beyond GITHUB_SHA. */
function readEvent(told) {
    const name = told.event === 'workflow_call' ? callerOf(told.payload) : told.event;
    return readers[name]?.(told) ?? fromAnything(told);
}
/** A called workflow has the payload of its caller (docs: Reusing workflows), whatever its name says. */
function callerOf(payload) {
    if ('before' in payload && 'commits' in payload)
        return 'push';
    return (['release', 'pull_request', 'workflow_run', 'deployment', 'merge_group'].find((key) => key in payload) ??
        '');
}
/** workflow_dispatch, schedule, repository_dispatch and all others: the tip of the ref that GitHub chose. */
function fromAnything({ sha, ref }) {
    return { headSha: sha, ...shortRef(ref) };
}
const ZEROS = /^0+$/;
/** A push: `after` is never used, because for an annotated tag it is the tag object. */
function fromPush(told) {
    const { payload } = told;
    const place = shortRef((0,json/* textAt */.$6)(payload, 'ref') || told.ref);
    const known = { headSha: told.sha, ...place };
    if (payload['deleted'] === true) {
        const what = place.refKind === 'tag' ? 'tag' : 'branch';
        return { ...known, stop: `the ${what} ${place.ref} was deleted; there is nothing to record` };
    }
    const head = (0,wire/* payloadCommit */.KG)(payload['head_commit']);
    const withHead = head ? { ...known, headSha: told.sha || head.sha, headCommit: head } : known;
    if (place.refKind === 'tag')
        return withHead;
    const before = (0,json/* textAt */.$6)(payload, 'before');
    if (ZEROS.test(before))
        return { ...withHead, isNewBranch: true };
    return before === '' ? withHead : { ...withHead, range: pushRange(before, withHead.headSha, payload) };
}
// Every known cap of the payload's list is 20 or more, so fewer than 20 entries are all there are.
const SMALLEST_CAP = 20;
function pushRange(before, head, payload) {
    // The payload lists the oldest first; everything of ours is newest first.
    const commits = (0,wire/* listAt */.gT)(payload, 'commits')
        .flatMap((each) => (0,wire/* payloadCommit */.KG)(each) ?? [])
        .reverse();
    const isForced = payload['forced'] === true;
    return {
        base: before,
        source: 'push',
        commits,
        // An empty list says nothing: a push to an older commit has one too.
        isComplete: before === head || (!isForced && commits.length > 0 && commits.length < SMALLEST_CAP),
        isForced,
    };
}
function fromRelease(told) {
    const tag = (0,json/* textAt */.$6)((0,json/* recordAt */.zR)(told.payload, 'release'), 'tag_name');
    const known = { headSha: told.sha, ...(tag ? { ref: tag, refKind: 'tag' } : shortRef(told.ref)) };
    const action = (0,json/* textAt */.$6)(told.payload, 'action');
    return action === 'deleted' || action === 'unpublished'
        ? { ...known, stop: `the release ${tag} was ${action}; there is nothing to record` }
        : known;
}
/**
 * A merged pull request: the commit on the base branch. Before a merge `merge_commit_sha` is a throw-away test merge, so
 * `merged` must be true; then the head of the branch is the only commit that stays.
 */
function fromPullRequest(told) {
    const pull = (0,json/* recordAt */.zR)(told.payload, 'pull_request');
    if ((0,json/* textAt */.$6)((0,json/* recordAt */.zR)(pull, 'head'), 'sha') === '')
        return pullWithoutPayload(told);
    const base = (0,json/* recordAt */.zR)(pull, 'base');
    const head = (0,json/* recordAt */.zR)(pull, 'head');
    const pullRequest = {
        number: (0,json/* numberAt */.tk)(pull, 'number') ?? 0,
        title: (0,json/* textAt */.$6)(pull, 'title'),
        baseSha: (0,json/* textAt */.$6)(base, 'sha'),
        headSha: (0,json/* textAt */.$6)(head, 'sha'),
        isMerged: pull['merged'] === true,
        commitCount: (0,json/* numberAt */.tk)(pull, 'commits') ?? 0,
    };
    const range = pullRange(pullRequest.baseSha);
    if (pullRequest.isMerged) {
        const headSha = (0,json/* textAt */.$6)(pull, 'merge_commit_sha') || told.sha;
        return { headSha, ref: (0,json/* textAt */.$6)(base, 'ref'), refKind: 'branch', pullRequest, range };
    }
    return {
        headSha: pullRequest.headSha,
        ref: (0,json/* textAt */.$6)(head, 'ref'),
        refKind: 'branch',
        pullRequest,
        range,
        refusal: `pull request #${pullRequest.number} is not merged, so its commits are not on ${(0,json/* textAt */.$6)(base, 'ref') || 'the base branch'}: deploy when it is (types: [closed], if: github.event.pull_request.merged), or use operation: release.`,
    };
}
/** The payload names no commits, only where they start. */
function pullRange(base) {
    return { base, source: 'pull-request', commits: [], isComplete: false, isForced: false };
}
/** GitHub says at one place that the payload may be empty; the ref still tells: the base branch once it is merged. */
function pullWithoutPayload(told) {
    const known = fromAnything(told);
    if (known.refKind === 'branch')
        return known;
    return {
        ...known,
        refusal: `the event ${told.event} does not say that its pull request is merged; deploy on push, or use operation: release.`,
    };
}
/** GITHUB_SHA is the default branch's tip here; the run that ended names its own head. */
function fromWorkflowRun(told) {
    const run = (0,json/* recordAt */.zR)(told.payload, 'workflow_run');
    const headSha = (0,json/* textAt */.$6)(run, 'head_sha');
    if (headSha === '')
        return fromAnything(told);
    const commit = (0,wire/* payloadCommit */.KG)(run['head_commit']);
    const branch = (0,json/* textAt */.$6)(run, 'head_branch');
    return {
        headSha,
        ref: branch,
        refKind: branch ? 'branch' : 'none',
        ...(commit?.sha === headSha ? { headCommit: commit } : {}),
    };
}
/** GITHUB_REF is empty when the deployment was made from a commit. */
function fromDeployment(told) {
    const deployment = (0,json/* recordAt */.zR)(told.payload, 'deployment');
    const headSha = (0,json/* textAt */.$6)(deployment, 'sha') || told.sha;
    if (told.ref)
        return { headSha, ...shortRef(told.ref) };
    const ref = (0,json/* textAt */.$6)(deployment, 'ref');
    if (ref === '' || ref === headSha)
        return { headSha, ref: '', refKind: 'none' };
    // The deployment does not tell whether a short name is a branch's or a tag's.
    return ref.startsWith('refs/') ? { headSha, ...shortRef(ref) } : { headSha, ref, refKind: 'branch' };
}
function fromMergeGroup(told) {
    const group = (0,json/* recordAt */.zR)(told.payload, 'merge_group');
    const commit = (0,wire/* payloadCommit */.KG)(group['head_commit']);
    const base = (0,json/* textAt */.$6)(group, 'base_sha');
    return {
        headSha: (0,json/* textAt */.$6)(group, 'head_sha') || told.sha,
        ...shortRef((0,json/* textAt */.$6)(group, 'head_ref') || told.ref),
        ...(commit ? { headCommit: commit } : {}),
        ...(base ? { range: pullRange(base) } : {}),
        refusal: 'a merge_group is not merged yet and may still be thrown away: deploy on the push that follows, or use operation: release.',
    };
}
function fromCreate(told) {
    const ref = (0,json/* textAt */.$6)(told.payload, 'ref');
    const isTag = (0,json/* textAt */.$6)(told.payload, 'ref_type') === 'tag';
    if (ref === '')
        return fromAnything(told);
    return {
        headSha: told.sha,
        ref,
        refKind: isTag ? 'tag' : 'branch',
        ...(isTag ? {} : { isNewBranch: true }),
    };
}
function fromDelete(told) {
    const what = (0,json/* textAt */.$6)(told.payload, 'ref_type') === 'tag' ? 'tag' : 'branch';
    const ref = (0,json/* textAt */.$6)(told.payload, 'ref');
    return { ...fromAnything(told), stop: `the ${what} ${ref} was deleted; there is nothing to record` };
}

;// CONCATENATED MODULE: ./lib/context/read.js
// GITHUB_* variables and the event file \u2192 RunContext. What differs by event is in events.ts.




/**
 * What this run knows about itself.
 * @param env the runner's variables
 * @param event the parsed event file
 * @throws InputError when it does not run inside GitHub Actions, or no commit is known
 */
function readContext(env, event) {
    const payload = (0,json/* isRecord */.u4)(event) ? event : {};
    const repository = readRepository(env, payload);
    const name = env['GITHUB_EVENT_NAME'] ?? '';
    const serverUrl = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '');
    const runId = env['GITHUB_RUN_ID'] ?? '';
    const told = { event: name, sha: env['GITHUB_SHA'] ?? '', ref: env['GITHUB_REF'] ?? '', payload };
    const fromEvent = readEvent(told);
    if (fromEvent.headSha === '' && !fromEvent.stop) {
        throw new errors/* InputError */.dz([
            `no commit is known: neither GITHUB_SHA nor the event "${(0,lib_text/* oneLine */.TN)(name, 60)}" names one.`,
        ]);
    }
    return {
        event: name,
        repository,
        serverUrl,
        githubApiUrl: (env['GITHUB_API_URL'] ?? 'https://api.github.com').replace(/\/+$/, ''),
        runId,
        runNumber: env['GITHUB_RUN_NUMBER'] ?? '',
        runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1') || 1,
        runUrl: `${serverUrl}/${repository.full}/actions/runs/${runId}`,
        workflow: env['GITHUB_WORKFLOW'] ?? '',
        job: env['GITHUB_JOB'] ?? '',
        actor: env['GITHUB_TRIGGERING_ACTOR'] || env['GITHUB_ACTOR'] || '',
        defaultBranch: (0,json/* textAt */.$6)((0,json/* recordAt */.zR)(payload, 'repository'), 'default_branch'),
        ...fromEvent,
    };
}
function readRepository(env, payload) {
    const full = env['GITHUB_REPOSITORY'] || (0,json/* textAt */.$6)((0,json/* recordAt */.zR)(payload, 'repository'), 'full_name');
    const [owner = '', name = ''] = full.split('/');
    if (!owner || !name) {
        throw new errors/* InputError */.dz(['this must run inside GitHub Actions: GITHUB_REPOSITORY is not set to owner/name.']);
    }
    return { owner, name, full };
}

// EXTERNAL MODULE: ./lib/http/early.js
var http_early = __nccwpck_require__(1979);
// EXTERNAL MODULE: ./lib/context/refs.js
var refs = __nccwpck_require__(7793);
// EXTERNAL MODULE: ./lib/node_modules/valibot/dist/index.mjs
var dist = __nccwpck_require__(6542);
;// CONCATENATED MODULE: ./lib/provider.js
/** Gives a provider its types; it is a plain object. */
function defineProvider(provider) {
    return provider;
}

;// CONCATENATED MODULE: ./lib/providers/akkeris-shapes.js
// The fields of Akkeris' answers that we read, and what follows from them. Lenient: installations differ in age.


const App = dist/* object */.Ik({ web_url: dist/* nullish */.cl(dist/* string */.Yj()) });
const Feature = dist/* object */.Ik({ name: dist/* string */.Yj(), enabled: dist/* nullish */.cl(dist/* boolean */.zM()) });
const Build = dist/* object */.Ik({
    id: dist/* string */.Yj(),
    created_at: dist/* nullish */.cl(dist/* string */.Yj()),
    status: dist/* nullish */.cl(dist/* string */.Yj()),
    // The id of the build itself, in the version that was observed.
    slug: dist/* nullish */.cl(dist/* object */.Ik({ id: dist/* nullish */.cl(dist/* string */.Yj()) })),
    source_blob: dist/* nullish */.cl(dist/* object */.Ik({ commit: dist/* nullish */.cl(dist/* string */.Yj()), message: dist/* nullish */.cl(dist/* string */.Yj()) })),
});
const BuildResult = dist/* object */.Ik({ lines: dist/* array */.YO(dist/* string */.Yj()) });
const Release = dist/* object */.Ik({
    id: dist/* string */.Yj(),
    // Documented as "", a number in fact.
    version: dist/* nullish */.cl(dist/* union */.KC([dist/* number */.ai(), dist/* string */.Yj()])),
    created_at: dist/* nullish */.cl(dist/* string */.Yj()),
    description: dist/* nullish */.cl(dist/* string */.Yj()),
    slug: dist/* nullish */.cl(dist/* object */.Ik({ id: dist/* nullish */.cl(dist/* string */.Yj()) })),
    // How the deploy goes. The field `state` sums up the attached statuses and says nothing of the deploy: never read.
    status: dist/* nullish */.cl(dist/* string */.Yj()),
});
/** The documented answer to a new release has no id. */
const NewRelease = dist/* object */.Ik({ ...Release.entries, id: dist/* nullish */.cl(dist/* string */.Yj()) });
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The form of every id here. */
function isUuid(text) {
    return UUID.test(text);
}
/** `v3`; undefined where the installation does not count. */
function labelOf({ version }) {
    return version === '' || version === null || version === undefined ? undefined : `v${version}`;
}
/** `release v3`, or by its id. */
function nameOf(release) {
    return `release ${labelOf(release) ?? release.id}`;
}
/** Newest first, by version; the list comes oldest first, which stays decisive where versions are missing. */
function newestFirst(releases) {
    return releases.toReversed().sort((a, b) => numberOf(b) - numberOf(a));
}
function numberOf({ version }) {
    return Number(version ?? '') || 0;
}
/** When it was made, in milliseconds since the epoch; 0 when that is not told. */
function timeOf({ created_at }) {
    return (0,lib_text/* instant */.uR)(created_at) ?? 0;
}
/** The newest build that succeeded, by its creation: the list is ordered by the last change. */
function latestSlug(builds) {
    const [newest] = builds.filter(({ status }) => status === 'succeeded').sort((a, b) => timeOf(b) - timeOf(a));
    return newest && slugOf(newest);
}
/** What of a build is released. */
function slugOf(build) {
    return build.slug?.id || build.id;
}
const OUTCOMES = {
    succeeded: 'succeeded',
    failed: 'failed',
    unknown: 'unknown',
};
/** The end of a release or build in our words; undefined while it goes on. */
function endOf(status) {
    return OUTCOMES[status ?? ''];
}
const ROLLBACK = /^Rollback to (\S+)$/;
/** A rollback's description is overwritten, so the marker is lost; it names the release that was brought back. */
function rollbackOf({ description }) {
    return ROLLBACK.exec(description ?? '')?.[1];
}

;// CONCATENATED MODULE: ./lib/providers/akkeris-builds.js
// Builds at Akkeris: an image becomes a slug that can be released.




// A longer value than the column holds is answered with 500 (observed for sha).
const SHORT = 128;
const LONG = 1_024;
const LOG_TAIL = 40;
/** Starts the build of the image. */
async function createBuild(job, deploy) {
    const schema = dist/* object */.Ik({ id: dist/* string */.Yj() });
    const params = { app: job.own.akkerisApp };
    const { body } = await job.api.send('createBuild', params, { body: bodyOf(job, deploy), schema });
    return { step: 'build', outcome: 'started', id: body?.id ?? '' };
}
function bodyOf({ own, context, version, range }, deploy) {
    const commit = context.headCommit ?? range.commits[0];
    const subject = (0,lib_text/* firstLine */.TM)(commit?.message ?? '') || deploy.description;
    const fields = {
        url: own.akkerisImage,
        sha: (0,lib_text/* cut */.Jj)(range.head, SHORT),
        branch: (0,lib_text/* cut */.Jj)(context.ref, SHORT),
        version: (0,lib_text/* cut */.Jj)(version, SHORT),
        repo: (0,lib_text/* cut */.Jj)(`${context.serverUrl}/${context.repository.full}`, LONG),
        author: (0,lib_text/* cut */.Jj)(commit?.authorName || context.actor, LONG),
        message: marked(subject, deploy.marker),
    };
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
/** A text with the marker at its end, within what the vendor keeps. */
function marked(text, marker) {
    return `${(0,lib_text/* cut */.Jj)(text, LONG - marker.length - 1)} ${marker}`.trim();
}
/** The builds of the app, in the order of their last change. */
async function listBuilds({ api, own }) {
    return (await api.send('listBuilds', { app: own.akkerisApp }, { schema: dist/* array */.YO(Build) })).body ?? [];
}
/** By the marker in the message. What was lost cannot have been there before; what is earlier must have been. */
async function findBuild(job, { marker }, sought) {
    const known = new Set(job.facts.builds.map(({ id }) => id));
    const builds = sought === 'earlier' ? job.facts.builds : await listBuilds(job);
    const [ours] = builds
        .filter(({ id, source_blob }) => {
        const isKnown = known.has(id);
        return isKnown === (sought === 'earlier') && source_blob?.message?.endsWith(marker);
    })
        .sort((a, b) => timeOf(b) - timeOf(a));
    if (!ours)
        return 'absent';
    return { step: 'build', outcome: endOf(ours.status) ?? 'started', id: ours.id };
}
/** How the build goes; its slug as a fact, and when it failed, the end of its log. */
async function readBuild(job, id) {
    const params = { app: job.own.akkerisApp, build: id };
    const { body } = await job.api.send('getBuild', params, { schema: Build });
    const state = body?.status ?? 'in an unnamed state';
    const outcome = endOf(body?.status);
    const facts = { slug: body ? slugOf(body) : id };
    if (outcome === undefined || outcome === 'succeeded')
        return { state, facts, ...(outcome ? { outcome } : {}) };
    const log = await readLog(job, id);
    const last = log.detail?.findLast((line) => line.trim() !== '');
    const said = last ? ` The last line of its log: "${(0,lib_text/* oneLine */.TN)(last)}"` : '';
    const fails = `Akkeris could not build the image: build ${id} ended as ${state}.${said}`;
    return { state, outcome, fails, ...log };
}
/** The end of the log. It only explains a failure, so when it cannot be read, the failure is told without it. */
async function readLog(job, id) {
    const params = { app: job.own.akkerisApp, build: id };
    try {
        const { body } = await job.api.send('getBuildResult', params, { schema: BuildResult });
        return { detail: body?.lines.slice(-LOG_TAIL) ?? [] };
    }
    catch (error) {
        if (!(0,errors/* isExpected */.Dn)(error))
            throw error;
        return { warnings: [error.message] };
    }
}

// EXTERNAL MODULE: ./lib/inputs/kinds.js
var kinds = __nccwpck_require__(1850);
;// CONCATENATED MODULE: ./lib/providers/akkeris-calls.js
// The inputs and requests of Akkeris, as data. Vendor facts: docs/providers/akkeris.md.

const inputs = {
    'akkeris-app': (0,kinds/* text */.Qq)('App to deploy to: `name-space`, or its id.', { required: true }),
    'akkeris-slug': (0,kinds/* text */.Qq)('Build to release: its id, or `latest` for the newest build that succeeded.'),
    'akkeris-image': (0,kinds/* text */.Qq)('Image to build first and then release: `docker://HOST/IMAGE:TAG`, or with a digest.'),
    'akkeris-status': (0,kinds/* flag */.Jt)('Attach a release status with the URL of the run to the release.', false),
    'akkeris-unknown': (0,kinds/* choice */.Yq)('What a release means that ends as `unknown`, because no dyno reported within 10 minutes.', ['success', 'warn', 'fail'], 'warn'),
};
// Akkeris is self-hosted and every installation has its own copy of these pages; this is their source.
const DOCS = 'https://github.com/akkeris/controller-api/blob/HEAD/docs';
const calls = {
    getApp: {
        route: 'GET /apps/{app}',
        repeat: 'safe',
        does: 'show app "{app}"',
        hints: { 404: 'Check akkeris-app, which is name-space in the right case or the id of the app.' },
        docs: `${DOCS}/Apps.md`,
    },
    listFeatures: {
        route: 'GET /apps/{app}/features',
        repeat: 'safe',
        does: 'list the features of app "{app}"',
        // An installation without features has no auto-release either; that the app is there is known by now.
        results: [404],
        docs: `${DOCS}/Features.md`,
    },
    listBuilds: {
        route: 'GET /apps/{app}/builds',
        repeat: 'safe',
        does: 'list the builds of app "{app}"',
        docs: `${DOCS}/Builds.md`,
    },
    createBuild: {
        route: 'POST /apps/{app}/builds',
        repeat: 'unsafe',
        does: 'create the build of the image for app "{app}"',
        hints: {
            403: 'In a space with compliance socs or prod only administrators may create builds: use akkeris-slug with a build that is there, or promote.',
            422: 'Check akkeris-image.',
        },
        docs: `${DOCS}/Builds.md`,
    },
    getBuild: {
        route: 'GET /apps/{app}/builds/{build}',
        repeat: 'safe',
        does: 'show build {build}',
        docs: `${DOCS}/Builds.md`,
    },
    getBuildResult: {
        route: 'GET /apps/{app}/builds/{build}/result',
        repeat: 'safe',
        does: 'show the log of build {build}',
        docs: `${DOCS}/Builds.md`,
    },
    getSlug: {
        route: 'GET /slugs/{slug}',
        repeat: 'safe',
        does: 'show slug {slug}',
        results: [404],
        docs: `${DOCS}/Builds.md`,
    },
    listReleases: {
        route: 'GET /apps/{app}/releases',
        repeat: 'safe',
        does: 'list the releases of app "{app}"',
        docs: `${DOCS}/Releases.md`,
    },
    createRelease: {
        route: 'POST /apps/{app}/releases',
        repeat: 'unsafe',
        does: 'create the release of app "{app}"',
        hints: {
            404: 'Check akkeris-slug, or deploy-id for a rollback: the build or release must be one of this app.',
            409: 'A build can be released when it has succeeded, and only on its own app: check akkeris-slug.',
        },
        docs: `${DOCS}/Releases.md`,
    },
    getRelease: {
        route: 'GET /apps/{app}/releases/{release}',
        repeat: 'safe',
        does: 'show release {release}',
        hints: { 404: 'Check deploy-id: it must be the id of a release of this app.' },
        docs: `${DOCS}/Releases.md`,
    },
    createStatus: {
        route: 'POST /apps/{app}/releases/{release}/statuses',
        // A repeat is refused with 422 "already exists", which is a result (akkeris.ts).
        repeat: 'safe',
        does: 'attach a status to release {release}',
        results: [422],
        docs: `${DOCS}/Release-Statuses.md`,
    },
};

;// CONCATENATED MODULE: ./lib/providers/akkeris-image.js
// The URL of an image: `docker://[USER:PASSWORD@]HOST/IMAGE:TAG`. Its credentials must never be seen, so no message
// repeats the URL.
const HOST = /^[A-Za-z0-9][A-Za-z0-9.-]*(:\d{1,5})?$/;
const IMAGE = /^[A-Za-z0-9][A-Za-z0-9._/-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@[a-z0-9+._-]+:[0-9a-fA-F]{32,})?$/;
function partsOf(url) {
    const [, authority, image] = /^docker:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
    if (authority === undefined || image === undefined)
        return undefined;
    const at = authority.lastIndexOf('@');
    return { userInfo: authority.slice(0, Math.max(0, at)), host: authority.slice(at + 1), image };
}
/** What is wrong with it, as a sentence with the cure; undefined when nothing is. */
function imageProblem(url) {
    const parts = partsOf(url);
    if (!parts)
        return 'akkeris-image must be docker://HOST/IMAGE:TAG, with the host of the registry.';
    if (!HOST.test(parts.host) || !IMAGE.test(parts.image)) {
        return 'akkeris-image must be docker://HOST/IMAGE:TAG; a sign in it does not belong there (encode a user or password with %XX).';
    }
    // The vendor looks for a colon in the path, and leaves a build behind that never ends when there is none.
    if (!parts.image.includes(':')) {
        return 'akkeris-image has no tag: add one, as in docker://HOST/IMAGE:TAG, or a digest, as in docker://HOST/IMAGE@sha256:\u2026.';
    }
    return undefined;
}
/**
 * The credentials in every form they could come back in. A user name beside a password is left readable: hidden, it
 * would hide the same word in the name of the app too.
 */
function imageSecrets(url) {
    const userInfo = partsOf(url)?.userInfo ?? '';
    if (userInfo === '')
        return [];
    const colon = userInfo.indexOf(':');
    const secret = colon === -1 ? userInfo : userInfo.slice(colon + 1);
    return [...new Set([userInfo, decoded(userInfo), secret, decoded(secret)])].filter((each) => each !== '');
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        // A lone percent sign: it is what it is.
        return text;
    }
}

;// CONCATENATED MODULE: ./lib/providers/akkeris-check.js



/** Every problem, each with its cure. Empty required inputs are named elsewhere. */
function problemsOf(own, asked) {
    return [
        ...urlProblems(asked),
        ...appProblems(own.akkerisApp),
        ...sourceProblems(own, asked),
        ...idProblems(asked),
    ];
}
function urlProblems({ apiUrl }) {
    if (apiUrl)
        return [];
    return [
        'api-url is required when provider is akkeris: the address of the Akkeris API of your installation, e.g. https://apps.akkeris.example.com.',
    ];
}
function appProblems(app) {
    if (app === '' || (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(app) && app.includes('-')))
        return [];
    return [`akkeris-app must be name-space or the id of the app; got "${(0,lib_text/* oneLine */.TN)(app, 80)}".`];
}
function sourceProblems({ akkerisSlug: slug, akkerisImage: image }, { operation }) {
    if (slug && image) {
        return [
            'akkeris-slug and akkeris-image are both set; keep akkeris-slug to release a build that is there, or akkeris-image to build first.',
        ];
    }
    if (image)
        return [imageProblem(image)].filter((problem) => problem !== undefined);
    if (slug && slug !== 'latest' && !isUuid(slug)) {
        // It is not repeated: an image URL, which may hold a password, is easily put here.
        return ['akkeris-slug must be the id of a build (a uuid) or latest; an image goes into akkeris-image.'];
    }
    if (slug || !['deploy', 'start'].includes(operation))
        return [];
    return [
        'akkeris-slug or akkeris-image is required: the build to release (its id, or latest), or the image to build first.',
    ];
}
function idProblems({ operation, deployId }) {
    if (deployId === '' || isUuid(deployId))
        return [];
    const got = `got "${(0,lib_text/* oneLine */.TN)(deployId, 60)}".`;
    if (operation === 'finish')
        return [`deploy-id must be the id of a release (a uuid); ${got}`];
    if (operation !== 'rollback' || /^v\d+$/.test(deployId))
        return [];
    return [`deploy-id must be the id of a release (a uuid) or its version, such as v3; ${got}`];
}

;// CONCATENATED MODULE: ./lib/providers/akkeris-releases.js
// Releases at Akkeris: which one is ours, and what is said about one. A release is a deploy.





// 6 to 31 letters, digits, / \ + - . (no underscore). Fixed, so that a pipeline can require it for promotion.
const STATUS_CONTEXT = 'record-deploy';
/** The releases of the app, oldest first. */
async function listReleases({ api, own }) {
    return (await api.send('listReleases', { app: own.akkerisApp }, { schema: dist/* array */.YO(Release) })).body ?? [];
}
/** The build that this run made, or that was asked for. */
function slugFor({ build, facts }) {
    const slug = build?.facts?.['slug'];
    return typeof slug === 'string' ? slug : (build?.id ?? facts.slug ?? '');
}
/** The body of a new release. @throws InputError for a rollback without a target */
function akkeris_releases_bodyOf(job, deploy) {
    if (job.operation === 'rollback')
        return { release: targetOf(job, deploy) };
    const text = deploy.description || deploy.name;
    return { slug: slugFor(job), description: marked(text, deploy.marker) };
}
/** The release to bring back. @throws InputError when there is none */
function targetOf({ own, facts }, { rollbackTo }) {
    if (rollbackTo && facts.releases.some(({ id }) => id === rollbackTo.id))
        return rollbackTo.id;
    const problem = rollbackTo
        ? `deploy-id is ${(0,lib_text/* oneLine */.TN)(rollbackTo.id, 60)}, but ${own.akkerisApp} has no such release.`
        : `deploy-id is required: ${own.akkerisApp} has no earlier release of another build that succeeded.`;
    throw new errors/* InputError */.dz([problem]);
}
/** Made by this attempt: it was not there before, and carries the marker, or names what is brought back. */
async function findLost(job, deploy) {
    const known = new Set(job.facts.releases.map(({ id }) => id));
    const made = newestFirst(await listReleases(job)).filter(({ id }) => !known.has(id));
    return made.find((release) => isOurs(job, deploy, release));
}
// Most deploys are over by then, so that the list, which is not paged, is read for few of them.
const PATIENCE_MS = 60_000;
/**
 * The end of a release that a newer one overtook: its dynos are replaced before they report, so it would read `pending` for
 * ten minutes and then `unknown`. Nothing when it is not so, or not yet.
 */
async function overtaken(job, release) {
    if (job.now() - timeOf(release) < PATIENCE_MS)
        return {};
    const releases = newestFirst(await listReleases(job));
    const place = releases.findIndex(({ id }) => id === release.id);
    const newer = releases.slice(0, Math.max(0, place));
    const live = newer.find(({ status }) => status === 'succeeded');
    if (!live)
        return {};
    const text = `${nameOf(release)} was overtaken by ${nameOf(live)} before its dynos were up`;
    return { outcome: 'superseded', note: nameOf(release), warnings: [text] };
}
/**
 * Made by an earlier attempt of this run: by the marker; by the build, which has only one release when auto-release made
 * it; or the newest release, when it already is the rollback that is asked for.
 */
function findEarlier(job, deploy) {
    const releases = newestFirst(job.facts.releases).filter(({ id }) => !deploy.ignore.includes(id));
    if (job.operation === 'rollback')
        return releases.slice(0, 1).find((each) => isOurs(job, deploy, each));
    if (job.build)
        return releases.find(({ slug }) => slug?.id === slugFor(job));
    // `latest` may mean another build by now; the marker says what the earlier attempt released.
    const isAsked = (release) => job.own.akkerisSlug === 'latest' || release.slug?.id === job.facts.slug;
    return releases.find((each) => isOurs(job, deploy, each) && isAsked(each));
}
function isOurs({ operation }, { marker, rollbackTo }, release) {
    if (operation === 'rollback')
        return rollbackTo !== undefined && rollbackOf(release) === rollbackTo.id;
    return release.description?.endsWith(marker) === true;
}
/** What a release of ours has come to; `started` while it goes on. */
function receiptOf(job, release) {
    const outcome = endOf(release.status) ?? 'started';
    const name = nameOf(release);
    const startedAt = (0,lib_text/* instant */.uR)(release.created_at);
    return {
        step: 'deploy',
        outcome,
        id: release.id,
        releaseId: release.id,
        note: name,
        ...(job.facts.page ? { url: job.facts.page } : {}),
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(outcome === 'failed' ? { fails: refused(job, name) } : {}),
    };
}
/** A crashing app does not make a release fail: only a deploy that the platform refused does. */
function refused({ own }, name) {
    return `Akkeris recorded ${name} of ${own.akkerisApp} as failed: the platform refused to deploy it, and what ran before still runs. Ask the operators of the installation for the reason, which the API does not tell.`;
}
/** What `akkeris-unknown` makes of a release that ended so. */
function unknownMeans({ own }, name) {
    if (own.akkerisUnknown === 'success')
        return {};
    const text = `How ${name} of ${own.akkerisApp} ended is unknown: no dyno reported to be up within 10 minutes. The app may crash at its start, or have no dynos`;
    if (own.akkerisUnknown === 'fail')
        return { fails: `${text}.` };
    return { warnings: [`${text}. Set akkeris-unknown to fail or success to say what that means.`] };
}
/** The limits are those of the controller: a name of 4 to 255, a description under 1,024, a URL under 256 characters. */
function statusOf(job, { name, url }, { outcome, fails }) {
    return {
        state: fails === undefined ? 'success' : 'failure',
        context: STATUS_CONTEXT,
        name: name.length < 4 ? `${STATUS_CONTEXT} ${name}`.trim() : (0,lib_text/* cut */.Jj)(name, 255),
        description: (0,lib_text/* cut */.Jj)(`${job.operation} of ${job.version}: ${outcome}`, 1_000),
        ...(url.length < 256 ? { target_url: url } : {}),
    };
}
/** An earlier release, as far as the list tells; its commit is known by its slug only. */
function pastOf(release) {
    const version = labelOf(release);
    const revision = release.slug?.id;
    const target = rollbackOf(release);
    const at = (0,lib_text/* instant */.uR)(release.created_at);
    return {
        id: release.id,
        outcome: endOf(release.status) ?? 'started',
        ...(version ? { version } : {}),
        ...(revision ? { revision } : {}),
        ...(target ? { rollbackOf: target } : {}),
        ...(at === undefined ? {} : { at }),
    };
}
/** The commit that the build of a release was made from, where the build names one. */
async function commitOf({ api }, { slug }) {
    if (!slug?.id)
        return undefined;
    const { body } = await api.send('getSlug', { slug: slug.id }, { schema: Build });
    return body?.source_blob?.commit || undefined;
}

;// CONCATENATED MODULE: ./lib/providers/akkeris.js
// Akkeris: a release of a build (a slug) is a deploy of it to an app, carried out by the platform. Vendor facts:
// docs/providers/akkeris.md. Parts: akkeris-calls.ts (data), -check.ts, -shapes.ts, -builds.ts, -releases.ts, -image.ts.











// The ticker behind auto-release runs every 15 seconds; a minute leaves room for a busy one.
const AUTO_RELEASE_MS = 60_000;
const akkeris = defineProvider({
    id: 'akkeris',
    name: 'Akkeris',
    effect: 'deploys',
    where: "at the app's releases (aka releases)",
    tokenEnv: 'AKKERIS_TOKEN',
    inputs: inputs,
    calls: calls,
    // The version goes to a build only, which keeps 128 characters of it; the environment is our own word for the app.
    limits: {},
    hints: {
        401: 'Check the token (aka token), and that api-url is the address of the installation that it belongs to.',
        403: 'The account of the token is not allowed to do this with the app.',
        404: 'Check akkeris-app and api-url.',
        413: 'The installation takes requests up to about 100 kB.',
        424: 'The app waits for a resource, e.g. an addon that is being made: run the step again.',
    },
    check: problemsOf,
    connect(own, { token, apiUrl }) {
        return {
            baseUrl: apiUrl,
            headers: { authorization: `Bearer ${token}` },
            secrets: [token, ...imageSecrets(own.akkerisImage)],
        };
    },
    leaveOut: ({ akkerisImage }) => (akkerisImage ? [] : ['build']),
    defaultEnvironment: ({ akkerisApp }) => akkerisApp,
    async lookUp({ api, own, operation }, deploy) {
        const params = { app: own.akkerisApp };
        const { body: app } = await api.send('getApp', params, { schema: App });
        const page = app?.web_url ?? '';
        const isPage = URL.canParse(page) && /^https?:$/.test(new URL(page).protocol);
        const makesBuild = own.akkerisImage !== '' && ['deploy', 'start'].includes(operation);
        const isLatest = own.akkerisSlug === 'latest' && ['deploy', 'start'].includes(operation);
        const builds = makesBuild || isLatest ? await listBuilds({ api, own }) : [];
        const slug = isLatest ? latestSlug(builds) : own.akkerisSlug.toLowerCase();
        if (slug === undefined)
            throw nothingBuilt(own.akkerisApp);
        const hasAutoRelease = makesBuild && (await readAutoRelease({ api, own }));
        const releases = operation === 'finish' ? [] : await listReleases({ api, own });
        const facts = { slug, hasAutoRelease, builds, releases, ...(isPage ? { page } : {}) };
        if (operation === 'rollback')
            targetOf({ own, facts }, deploy);
        return { facts };
    },
    createBuild: createBuild,
    findBuild: findBuild,
    readBuild: readBuild,
    async createDeploy(job, deploy) {
        const params = { app: job.own.akkerisApp };
        const sending = { body: akkeris_releases_bodyOf(job, deploy), schema: NewRelease };
        const { body, status } = await job.api.send('createRelease', params, sending);
        if (body?.id)
            return madeReceipt(job, deploy, { ...body, id: body.id, status: 'queued' });
        // An older installation does not say which release it made.
        const made = await findLost(job, deploy);
        if (made)
            return madeReceipt(job, deploy, made);
        throw new errors/* ApiError */.hD('Akkeris answered that the release was created, but does not list it.', {
            status,
            mayHaveHappened: false,
        });
    },
    async findDeploy(job, deploy, sought) {
        const found = sought === 'lost' ? await findLost(job, deploy) : findEarlier(job, deploy);
        return found ? receiptOf(job, found) : 'absent';
    },
    async adoptDeploy(job, deploy) {
        if (!job.build || !job.facts.hasAutoRelease)
            return undefined;
        const slug = slugFor(job);
        const found = newestFirst(await listReleases(job)).find((release) => release.slug?.id === slug && !deploy.ignore.includes(release.id));
        return found && { ...receiptOf(job, found), note: `${nameOf(found)}, made by auto-release` };
    },
    adoptWithinMs(job) {
        // A build that had a release before, even one that failed, is not released by itself again.
        const hasRelease = job.facts.releases.some(({ slug }) => slug?.id === slugFor(job));
        return job.build && job.facts.hasAutoRelease && !hasRelease ? AUTO_RELEASE_MS : 0;
    },
    async readDeploy(job, id) {
        const params = { app: job.own.akkerisApp, release: id };
        const { body } = await job.api.send('getRelease', params, { schema: Release });
        const state = body?.status || 'in an unnamed state';
        const outcome = endOf(body?.status);
        const name = body ? nameOf(body) : `release ${id}`;
        const url = job.facts.page ? { url: job.facts.page } : {};
        switch (outcome) {
            case undefined:
                return { state, ...url, ...(body ? await overtaken(job, body) : {}) };
            case 'unknown':
                return { state, outcome, note: name, ...url, ...unknownMeans(job, name) };
            case 'failed':
                return { state, outcome, note: name, ...url, fails: refused(job, name) };
            default:
                return { state, outcome, note: name, ...url };
        }
    },
    async annotateDeploy(job, deploy, ended) {
        if (!job.own.akkerisStatus || ended.id === undefined)
            return;
        const params = { app: job.own.akkerisApp, release: ended.id };
        const { status, raw } = await job.api.send('createStatus', params, { body: statusOf(job, deploy, ended) });
        const said = typeof raw === 'string' ? raw : (0,json/* textAt */.$6)(raw, 'message');
        if (status !== 422 || /already exists/i.test(said))
            return;
        throw new errors/* ApiError */.hD(`Akkeris did not attach a status to the release: it answered ${status} ("${(0,lib_text/* oneLine */.TN)(said)}").`, { status, mayHaveHappened: false });
    },
    history: akkeris_history,
    recent: akkeris_history,
});
/** The releases, and the commit of the newest good one's build: two requests. */
async function akkeris_history(session) {
    const releases = newestFirst(await listReleases(session));
    const newest = releases.find(({ status }) => status === 'succeeded');
    const sha = newest && (await commitOf(session, newest));
    return releases.map((release) => ({
        ...pastOf(release),
        ...(sha && release.slug?.id === newest.slug?.id ? { sha } : {}),
    }));
}
/** Of a release that was made just now; whatever the answer says of its status, the end is read later. */
function madeReceipt(job, { rollbackTo }, release) {
    const made = receiptOf(job, release);
    if (!rollbackTo)
        return made;
    const broughtBack = rollbackTo.version ?? rollbackTo.id;
    return { ...made, broughtBack, note: `${nameOf(release)}, which brings back ${broughtBack}` };
}
function nothingBuilt(app) {
    const text = `akkeris-slug is latest, but no build of ${app} has succeeded. Build one first, or use akkeris-image.`;
    return new errors/* ApiError */.hD(text, { status: 200, mayHaveHappened: false });
}
async function readAutoRelease({ api, own }) {
    const { body } = await api.send('listFeatures', { app: own.akkerisApp }, { schema: dist/* array */.YO(Feature) });
    return body?.some(({ name, enabled }) => name === 'auto-release' && enabled === true) ?? false;
}

;// CONCATENATED MODULE: ./lib/providers/beanstalk-shapes.js
// The fields of Beanstalk's answers that we read. Lenient where the documentation is silent.

const Id = dist/* pipe */.Fs(dist/* union */.KC([dist/* number */.ai(), dist/* string */.Yj()]), dist/* transform */.pd(String), dist/* regex */.yG(/^\d+$/));
const beanstalk_shapes_Release = dist/* object */.Ik({
    id: Id,
    state: dist/* string */.Yj(),
    revision: dist/* nullish */.cl(dist/* string */.Yj(), ''),
    comment: dist/* nullish */.cl(dist/* string */.Yj(), ''),
    author: dist/* nullish */.cl(dist/* string */.Yj(), ''),
    auto: dist/* nullish */.cl(dist/* boolean */.zM(), false),
    environment_id: dist/* nullish */.cl(Id),
    environment_name: dist/* nullish */.cl(dist/* string */.Yj(), ''),
    retries: dist/* nullish */.cl(dist/* number */.ai(), 0),
    created_at: dist/* nullish */.cl(dist/* string */.Yj(), ''),
    updated_at: dist/* nullish */.cl(dist/* string */.Yj(), ''),
    deployed_at: dist/* nullish */.cl(dist/* string */.Yj(), ''),
});
/** Every object comes inside its root key; a list is a bare array of them. */
const OneRelease = dist/* object */.Ik({ release: beanstalk_shapes_Release });
const ManyReleases = dist/* array */.YO(OneRelease);
const OneRepository = dist/* object */.Ik({
    repository: dist/* object */.Ik({
        id: Id,
        name: dist/* nullish */.cl(dist/* string */.Yj(), ''),
        vcs: dist/* nullish */.cl(dist/* string */.Yj(), ''),
        type: dist/* nullish */.cl(dist/* string */.Yj(), ''),
    }),
});
const OneChangeset = dist/* object */.Ik({ revision_cache: dist/* object */.Ik({}) });
const ManyEnvironments = dist/* array */.YO(dist/* object */.Ik({
    server_environment: dist/* object */.Ik({
        id: Id,
        name: dist/* string */.Yj(),
        automatic: dist/* nullish */.cl(dist/* boolean */.zM(), false),
        current_version: dist/* nullish */.cl(dist/* string */.Yj(), ''),
    }),
}));
const Errors = dist/* object */.Ik({
    errors: dist/* union */.KC([dist/* pipe */.Fs(dist/* array */.YO(dist/* unknown */.L5()), dist/* minLength */.Bp(1)), dist/* pipe */.Fs(dist/* string */.Yj(), dist/* minLength */.Bp(1))]),
});
/** A 2xx with `errors` is a refusal (clients check the key whatever the status); anything without an id is no promise. */
const Created = dist/* union */.KC([Errors, dist/* object */.Ik({ release: dist/* object */.Ik({ id: Id }) })]);

;// CONCATENATED MODULE: ./lib/providers/beanstalk-calls.js
// Beanstalk: its inputs and its requests. Vendor facts: docs/providers/beanstalk.md.



const beanstalk_calls_inputs = {
    'beanstalk-account': (0,kinds/* text */.Qq)('The ACCOUNT in ACCOUNT.beanstalkapp.com.', { required: true }),
    'beanstalk-username': (0,kinds/* text */.Qq)('User name (not the e-mail address) that the token belongs to.', {
        required: true,
    }),
    'beanstalk-repository': (0,kinds/* text */.Qq)('Repository name or id.', { required: true }),
    'beanstalk-revision': (0,kinds/* text */.Qq)('The revision to deploy: a full git sha, or a Subversion number.', {
        defaultText: 'the head sha; `rollback`: the previous one',
    }),
    'beanstalk-from-scratch': (0,kinds/* flag */.Jt)('Deploy all files instead of what changed (deploy_from_scratch).', false),
    'beanstalk-notify': (0,kinds/* flag */.Jt)('Let Beanstalk send its e-mail about the deploy.', true),
    'beanstalk-skipped': (0,kinds/* choice */.Yq)('What a release that Beanstalk skipped means.', ['success', 'warn', 'fail'], 'warn'),
    'beanstalk-wait-for-revision': (0,kinds/* flag */.Jt)('Wait until the mirrored commit has arrived at Beanstalk.', true),
};
const API = 'https://api.beanstalkapp.com';
const RELEASES = `${API}/release.html`;
// 404 is our assumption for what is not there; 410 says the same.
const MISSING = [404, 410];
const beanstalk_calls_calls = {
    getRepository: {
        route: 'GET /api/repositories/{repo}.json',
        repeat: 'safe',
        does: 'show repository "{repo}"',
        results: MISSING,
        docs: `${API}/repository.html`,
    },
    listEnvironments: {
        route: 'GET /api/{repo}/server_environments.json',
        repeat: 'safe',
        does: 'list the environments of repository {repo}',
        docs: `${API}/server_environment.html`,
    },
    getChangeset: {
        route: 'GET /api/changesets/{revision}.json',
        repeat: 'safe',
        does: 'show revision {revision}',
        results: MISSING,
        docs: `${API}/changeset.html`,
    },
    listReleases: {
        route: 'GET /api/{repo}/releases.json',
        repeat: 'safe',
        does: 'list the releases of the environment',
        docs: RELEASES,
    },
    getRelease: {
        route: 'GET /api/{repo}/releases/{id}.json',
        repeat: 'safe',
        does: 'show release {id}',
        results: MISSING,
        docs: RELEASES,
    },
    createRelease: {
        route: 'POST /api/{repo}/releases.json',
        // A second one deploys again, and may delete the first while it is new.
        repeat: 'unsafe',
        does: 'create the release',
        // Clients check the key whatever the status: with it, even a 500 says that nothing was made.
        isResult: (status, body) => status === 500 && dist.is(Errors, body),
        hints: {
            422: 'Check that the revision is in this Beanstalk repository (mirror the push there first) and that the environment has a server.',
        },
        docs: RELEASES,
    },
    retryRelease: {
        route: 'PUT /api/{repo}/releases/{id}/retry.json',
        repeat: 'unsafe',
        does: 'retry release {id}',
        hints: {
            404: 'Check deploy-id: it must be a release of this repository.',
            422: 'Only a release that failed can be retried; use operation: deploy for a new one.',
        },
        docs: RELEASES,
    },
};

;// CONCATENATED MODULE: ./lib/providers/beanstalk-check.js

const AWS = 'That belongs to AWS Elastic Beanstalk. provider: beanstalk is for Beanstalk (beanstalkapp.com), another service; for AWS use an action that is made for it.';
/** Every problem, each with its cure. Empty required inputs are named elsewhere. */
function beanstalk_check_problemsOf(own, asked) {
    const aws = awsProblems(own, asked);
    return [
        ...aws,
        ...(aws.length > 0 ? [] : accountProblems(own.beanstalkAccount)),
        ...usernameProblems(own.beanstalkUsername),
        ...revisionProblems(own.beanstalkRevision),
        ...deployIdProblems(asked),
    ];
}
function awsProblems(own, { apiUrl, environment, deployId, token }) {
    const fields = [
        ['beanstalk-account', own.beanstalkAccount],
        ['beanstalk-username', own.beanstalkUsername],
        ['beanstalk-repository', own.beanstalkRepository],
        ['api-url', apiUrl],
        ['environment', environment],
        ['deploy-id', deployId],
    ];
    const found = fields.find(([name, value]) => isAws(value) || (name === 'beanstalk-account' && isAwsName(value)));
    if (found)
        return [`${found[0]} "${(0,lib_text/* oneLine */.TN)(found[1], 80)}" cannot be right. ${AWS}`];
    // Never shown: it may be a live key.
    return isAccessKey(token) ? [`token looks like an AWS access key. ${AWS}`] : [];
}
function isAws(value) {
    return /^arn:aws/i.test(value) || /(^|[./])(elasticbeanstalk|amazonaws)\.com/i.test(value);
}
/** The number of an AWS account, or a region. */
function isAwsName(value) {
    return /^\d{12}$/.test(value) || /^(af|ap|ca|cn|eu|il|me|mx|sa|us)(-gov|-iso\w?)?-[a-z]+-\d$/i.test(value);
}
function isAccessKey(token) {
    return /^A[KS]IA[0-9A-Z]{16}$/.test(token);
}
function accountProblems(account) {
    if (account === '' || /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(account))
        return [];
    return [
        `beanstalk-account must be the ACCOUNT in ACCOUNT.beanstalkapp.com alone; got "${(0,lib_text/* oneLine */.TN)(account, 80)}".`,
    ];
}
/** Basic authentication separates user and password by the first colon (RFC 7617). */
function usernameProblems(username) {
    return /[:\p{Cc}]/u.test(username) ? ['beanstalk-username must not hold a colon or control character.'] : [];
}
function revisionProblems(revision) {
    if (revision === '' || /^([0-9a-f]{40}|[1-9]\d*)$/i.test(revision))
        return [];
    return [
        `beanstalk-revision must be a full git sha (40 hex characters) or a Subversion number; got "${(0,lib_text/* oneLine */.TN)(revision, 80)}".`,
    ];
}
function deployIdProblems({ operation, deployId }) {
    const isUsed = ['finish', 'retry', 'rollback'].includes(operation);
    if (!isUsed || deployId === '' || /^\d+$/.test(deployId) || isAws(deployId))
        return [];
    return [`deploy-id must be the number of a Beanstalk release; got "${(0,lib_text/* oneLine */.TN)(deployId, 80)}".`];
}

;// CONCATENATED MODULE: ./lib/providers/beanstalk-look.js
// Beanstalk's reads: which repository and environment are meant, and the releases of the environment.



/** The repository and environment that the inputs name. @throws InputError with the names there are */
async function findPlace(session) {
    const { api, own } = session;
    const wanted = own.beanstalkRepository;
    const { body } = await api.send('getRepository', { repo: wanted }, { schema: OneRepository });
    if (!body) {
        throw new errors/* InputError */.dz([
            `beanstalk-repository "${(0,lib_text/* oneLine */.TN)(wanted, 80)}" is not a repository of account ${own.beanstalkAccount} that ${own.beanstalkUsername} can see: use its name or id as Beanstalk shows it.`,
        ]);
    }
    const { id, vcs, type } = body.repository;
    const isSubversion = /subversion/i.test(`${vcs} ${type}`);
    return { repo: id, isSubversion, environment: await findEnvironment(session, id) };
}
const MAX_PAGES = 20;
/**
 * Paging of environments is not documented, so the first page is asked for plainly. Further ones are read only while
 * the name was not found, until one brings nothing new: a server that ignores `page` sends the same again.
 */
async function findEnvironment({ api, environment }, repo) {
    const known = new Map();
    for (let page = 1; page <= MAX_PAGES; page++) {
        const query = page === 1 ? {} : { page };
        const { body } = await api.send('listEnvironments', { repo }, { query, schema: ManyEnvironments });
        const fresh = (body ?? []).map((each) => each.server_environment).filter(({ id }) => !known.has(id));
        for (const each of fresh)
            known.set(each.id, each);
        const found = fresh.find(({ name }) => name === environment);
        if (found)
            return found;
        if (fresh.length === 0)
            break;
    }
    // A name wins, so an id is only tried when no environment is called like it.
    const byId = known.get(environment);
    if (byId)
        return byId;
    throw new errors/* InputError */.dz([unknownEnvironment(environment, [...known.values()])]);
}
function unknownEnvironment(wanted, known) {
    const names = known.map(({ name }) => (0,lib_text/* oneLine */.TN)(name, 40));
    const near = (0,lib_text/* nearest */.pA)(wanted, names);
    const there = near.length > 0
        ? `; did you mean ${(0,lib_text/* listed */.KE)(near, 'or')}?`
        : names.length > 0
            ? `. It has ${(0,lib_text/* listed */.KE)(names.slice(0, 20))}.`
            : '. It has none.';
    return `environment "${(0,lib_text/* oneLine */.TN)(wanted, 80)}" is not an environment of this Beanstalk repository${there}`;
}
const MAX_PER_PAGE = 50;
/** The newest releases of the environment. */
async function beanstalk_look_listReleases({ api }, { repo, environment }) {
    const query = { environment_id: environment.id, per_page: MAX_PER_PAGE };
    const { body } = await api.send('listReleases', { repo }, { query, schema: ManyReleases });
    const given = (body ?? []).map(({ release }) => release);
    const isAscending = Number(given[0]?.id ?? 0) < Number(given.at(-1)?.id ?? 0);
    return {
        releases: given.toSorted((a, b) => Number(b.id) - Number(a.id)),
        hasNewest: given.length < MAX_PER_PAGE || !isAscending,
    };
}
/** One release, or undefined when it is not there. */
async function readRelease({ api }, { repo }, id) {
    return (await api.send('getRelease', { repo, id }, { schema: OneRelease })).body?.release;
}
/** Everything that is known before the first write; a deploy-id or revision that cannot be is refused here. */
async function lookAround(job) {
    const place = await findPlace(job);
    checkRevision(job, place);
    const isGiven = job.deployId !== '' && ['finish', 'retry', 'rollback'].includes(job.operation);
    const given = isGiven ? await readRelease(job, place, job.deployId) : undefined;
    const needsNewest = ['deploy', 'start', 'rollback'].includes(job.operation) || (isGiven && !given);
    const { releases } = needsNewest ? await beanstalk_look_listReleases(job, place) : { releases: [] };
    const facts = { ...place, newestId: Number(releases[0]?.id ?? 0) };
    if (!isGiven)
        return facts;
    if (!given) {
        // A release that was started and made room for a newer one is gone, too; following it says so.
        if (job.operation === 'finish' && facts.newestId > Number(job.deployId))
            return facts;
        throw new errors/* InputError */.dz([
            `deploy-id ${job.deployId} is not a release of this Beanstalk repository: use the output deploy-id of the step that started it, or the number that Beanstalk shows.`,
        ]);
    }
    checkEnvironment(job, place, given);
    return { ...facts, given };
}
function checkEnvironment({ operation }, { environment }, given) {
    const isElsewhere = given.environment_id && given.environment_id !== environment.id;
    // A rollback only takes the revision, wherever it was deployed.
    if (!isElsewhere || operation === 'rollback')
        return;
    throw new errors/* InputError */.dz([
        `deploy-id ${given.id} is a release of environment "${(0,lib_text/* oneLine */.TN)(given.environment_name, 40)}", not of "${environment.name}".`,
    ]);
}
/** Git takes the full sha, Subversion a number (Release Resource). */
function checkRevision({ own, operation, range }, { isSubversion }) {
    const given = own.beanstalkRevision;
    if (given === '' && !['deploy', 'start'].includes(operation))
        return;
    const isNumber = /^[1-9]\d*$/.test(given || range.head) && (given || range.head).length < 40;
    if (isSubversion === isNumber)
        return;
    throw new errors/* InputError */.dz([
        isSubversion
            ? 'beanstalk-revision must be a number: this is a Subversion repository, which knows no git sha.'
            : `beanstalk-revision must be a full git sha of 40 characters: this is a git repository; got "${given}".`,
    ]);
}

;// CONCATENATED MODULE: ./lib/providers/beanstalk-words.js

// No limit of the comment is documented; the marker at its end must never be what a column cuts off.
const MAX_COMMENT = 2_000;
// new, waiting, pending and retry go on; so does a word that we do not know (support article 111, Release Resource).
const FINAL = {
    success: 'succeeded',
    failed: 'failed',
    skipped: 'skipped',
};
/** The outcome of a state, or undefined while it goes on. */
function finalOutcome(state) {
    return FINAL[state.toLowerCase()];
}
/** `2013/01/17 05:04:08 +0800`, the form of every time in the API, or ISO 8601; undefined for anything else. */
function slashTime(text) {
    const parts = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d)$/.exec(text ?? '');
    const [, year, month, day, clock, hours, minutes] = parts ?? [];
    return (0,lib_text/* instant */.uR)(parts ? `${year}-${month}-${day}T${clock}${hours}:${minutes}` : isoOnly(text ?? ''));
}
/** Date.parse would take almost any text, each engine in its own way. */
function isoOnly(text) {
    return /^\d{4}-\d\d-\d\dT\S+$/.test(text) ? text : '';
}
/** Are these the same revision? A git one may be answered short, as the documented changeset shows it. */
function isSameRevision(one, other) {
    const [short = '', long = ''] = [one, other].sort((a, b) => a.length - b.length);
    if (short === long)
        return short !== '';
    return (/^[0-9a-f]{40}$/i.test(long) && short.length >= 7 && long.toLowerCase().startsWith(short.toLowerCase()));
}
/** `<version>: <description> [marker]`; a version that is the revision is shown by Beanstalk anyway. */
function commentOf({ label, revision, deploy }) {
    const { description, marker } = deploy;
    const isSaid = label === revision || description.startsWith(label);
    const text = isSaid && description ? description : [label, description].filter(Boolean).join(': ');
    return `${(0,lib_text/* cut */.Jj)(text.trim(), MAX_COMMENT - marker.length - 1)} ${marker}`.trim();
}
/** What `errors` says, as one line. */
function errorWords(errors) {
    if (typeof errors === 'string')
        return (0,lib_text/* oneLine */.TN)(errors, 500);
    return (0,lib_text/* oneLine */.TN)(errors.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('; '), 500);
}
/** The state of a release in our words. What `skipped` means is for the user to say: the API does not tell which. */
function stateOf(release, skipped) {
    const outcome = finalOutcome(release.state);
    if (outcome === undefined)
        return { state: release.state };
    const startedAt = slashTime(release.created_at);
    const finishedAt = slashTime(release.deployed_at) ?? slashTime(release.updated_at);
    return {
        state: release.state,
        outcome,
        ...(startedAt === undefined ? {} : { startedAt }),
        ...(finishedAt === undefined ? {} : { finishedAt }),
        ...(outcome === 'skipped' ? skippedWords(release.id, skipped) : {}),
    };
}
function skippedWords(id, meaning) {
    const text = `Beanstalk skipped release ${id}: a newer deploy was made before it started, or nothing changed under the deployed path`;
    if (meaning === 'warn') {
        return { warnings: [`${text}. Set beanstalk-skipped to fail or success to say what that means.`] };
    }
    return meaning === 'fail' ? { fails: `${text}. (beanstalk-skipped: fail)` } : {};
}
/** A release that was there and is gone: Beanstalk deletes what has not begun when a newer one is created. */
function goneState(id) {
    return {
        state: 'gone',
        outcome: 'superseded',
        warnings: [`Beanstalk removed release ${id} before it started: a newer release took its place`],
    };
}

;// CONCATENATED MODULE: ./lib/providers/beanstalk-ours.js
// The release that this run makes at Beanstalk: its revision, its body, and how it is told from others.


const beanstalk_ours_ROLLBACK = 'Rollback to ';
/**
 * The marker alone is not enough: one job may deploy and then roll back under the same version. The target of a
 * rollback moves once the rollback succeeded, so its revision counts only where it was given.
 */
function beanstalk_ours_isOurs(job, deploy, release) {
    const comment = release.comment ?? '';
    const isRollback = job.operation === 'rollback';
    if (!comment.includes(deploy.marker) || comment.startsWith(beanstalk_ours_ROLLBACK) !== isRollback)
        return false;
    const isTargetGiven = job.own.beanstalkRevision !== '' || job.facts.given !== undefined;
    if (isRollback && !isTargetGiven)
        return true;
    return isSameRevision(release.revision ?? '', revisionOf(job, deploy));
}
/** May a release that an automatic environment started by itself stand for ours? */
function canAdopt({ facts, operation, own }) {
    return facts.environment.automatic === true && operation !== 'rollback' && !own.beanstalkFromScratch;
}
/** The revision that must have arrived before a deploy. */
function revisionToAwait({ own, range }) {
    return own.beanstalkRevision.toLowerCase() || range.head;
}
/** The revision that is deployed. @throws InputError for a rollback without a target */
function revisionOf(job, deploy) {
    if (job.own.beanstalkRevision || job.operation !== 'rollback')
        return revisionToAwait(job);
    const target = job.facts.given?.revision || deploy.rollbackTo?.sha;
    if (target)
        return target;
    throw new errors/* InputError */.dz([
        `beanstalk-revision is required for this rollback: environment ${job.environment} has no earlier successful release of another revision.`,
    ]);
}
/** The body of a create (Release Resource: writable attributes). */
function releaseBody(job, deploy) {
    const revision = revisionOf(job, deploy);
    return {
        revision,
        comment: commentOf({ label: beanstalk_ours_labelOf(job, revision), revision, deploy }),
        deploy_from_scratch: job.own.beanstalkFromScratch,
        do_not_notify: !job.own.beanstalkNotify,
    };
}
function beanstalk_ours_labelOf({ operation, version, isVersionDerived }, revision) {
    if (operation !== 'rollback')
        return version;
    return `${beanstalk_ours_ROLLBACK}${revision.slice(0, 12)}${isVersionDerived ? '' : ` (${version})`}`;
}

;// CONCATENATED MODULE: ./lib/providers/beanstalk.js
// Beanstalk (beanstalkapp.com): a release there is a deploy of a revision that its repository holds already.
// Vendor facts and assumptions: docs/providers/beanstalk.md.









const beanstalk = defineProvider({
    id: 'beanstalk',
    name: 'Beanstalk',
    effect: 'deploys',
    where: "in Beanstalk under the repository's Deployments",
    tokenEnv: 'BEANSTALK_TOKEN',
    inputs: beanstalk_calls_inputs,
    calls: beanstalk_calls_calls,
    limits: { environment: { maxLength: 20 } },
    hints: {
        401: 'Check beanstalk-username (the user name, not the e-mail address; upper and lower case matter) and that the token is an access token of that user.',
        403: 'The account owner must enable API access in the account settings, and the user needs the right to deploy to this environment.',
        404: 'Check beanstalk-account, beanstalk-repository, and that the user may deploy to this environment.',
    },
    check: beanstalk_check_problemsOf,
    rollbackTarget: ({ beanstalkRevision }) => beanstalkRevision.toLowerCase(),
    connect(own, { token, apiUrl }) {
        const baseUrl = (apiUrl || `https://${own.beanstalkAccount}.beanstalkapp.com`).replace(/\/api$/, '');
        const pair = `${own.beanstalkUsername}:${token}`;
        const basic = Buffer.from(pair, 'utf8').toString('base64');
        return { baseUrl, headers: { authorization: `Basic ${basic}` }, secrets: [token, pair, basic] };
    },
    leaveOut: (own) => (own.beanstalkWaitForRevision ? [] : ['revision']),
    async lookUp(job, deploy) {
        const facts = await lookAround(job);
        const known = { ...job, facts };
        if (job.operation === 'rollback')
            revisionOf(known, deploy);
        return { facts, warnings: doubleDeploy(known) };
    },
    history: beanstalk_history,
    recent: beanstalk_history,
    async readRevision(job) {
        const revision = revisionToAwait(job);
        const query = { repository_id: job.facts.repo };
        const { body } = await job.api.send('getChangeset', { revision }, { query, schema: OneChangeset });
        const short = revision.slice(0, 12);
        if (!body)
            return { state: `${short} is not in Beanstalk (is the mirror push done?)` };
        return { state: 'arrived', outcome: 'succeeded', note: short };
    },
    async adoptDeploy(job, deploy) {
        if (!canAdopt(job))
            return undefined;
        const { releases, hasNewest } = await beanstalk_look_listReleases(job, job.facts);
        // Only the newest: an older one of the same revision is not what the environment has, or gets, now.
        const [newest] = releases;
        if (!hasNewest || !newest?.auto || deploy.ignore.includes(newest.id))
            return undefined;
        if (!isSameRevision(newest.revision ?? '', revisionOf(job, deploy)))
            return undefined;
        if (['failed', 'skipped'].includes(newest.state))
            return undefined;
        const note = 'Beanstalk started it by itself; it is followed instead of making a second one';
        return { ...started(newest.id), note };
    },
    // The import of the mirror push makes the changeset and then starts the release; there may be a moment between.
    adoptWithinMs: (job) => (canAdopt(job) && job.own.beanstalkWaitForRevision ? 10_000 : 0),
    async createDeploy(job, deploy) {
        const { repo, environment } = job.facts;
        const release = releaseBody(job, deploy);
        const answer = await job.api.send('createRelease', { repo }, { query: { environment_id: environment.id }, body: { release }, schema: Created });
        if (answer.body && 'release' in answer.body) {
            const isLive = isSameRevision(environment.current_version ?? '', release.revision);
            const note = `revision ${release.revision.slice(0, 12)}${isLive ? '; the environment had this revision already' : ''}`;
            const back = job.operation === 'rollback' ? { broughtBack: release.revision } : {};
            return { ...started(answer.body.release.id), note, ...back };
        }
        const said = dist.is(Errors, answer.raw) ? errorWords(answer.raw.errors) : '';
        throw new errors/* ApiError */.hD(`Beanstalk did not create the release: POST /api/${repo}/releases.json answered ${answer.status} with errors ("${said}"). ${beanstalk_calls_calls.createRelease.hints[422]}`, { status: answer.status, mayHaveHappened: false });
    },
    async findDeploy(job, deploy) {
        const { releases, hasNewest } = await beanstalk_look_listReleases(job, job.facts);
        const others = releases.filter(({ id }) => !deploy.ignore.includes(id));
        const ours = others.find((release) => beanstalk_ours_isOurs(job, deploy, release));
        if (ours)
            return found(ours);
        // A newer one may have deleted ours, which had then happened; without one it never was.
        const isOvertaken = others.some(({ id }) => Number(id) > job.facts.newestId);
        return hasNewest && !isOvertaken ? 'absent' : 'undecided';
    },
    async readDeploy(job, id) {
        const release = await readRelease(job, job.facts, id);
        return release ? stateOf(release, job.own.beanstalkSkipped) : goneState(id);
    },
    async retryDeploy(job, id) {
        await job.api.send('retryRelease', { repo: job.facts.repo, id });
        return { ...started(id), step: 'retry' };
    },
    async findRetry(job, id, sought) {
        const { given } = job.facts;
        // Only a failed release can be retried, so one in another state was, before this attempt began.
        if (sought === 'earlier')
            return given && given.state !== 'failed' ? { ...found(given), step: 'retry' } : 'absent';
        const release = await readRelease(job, job.facts, id);
        if (!release)
            return 'undecided';
        const { state, retries } = given ?? { state: 'failed', retries: 0 };
        const hasBegun = release.state !== state || (release.retries ?? 0) > (retries ?? 0);
        return hasBegun ? { ...started(id), step: 'retry' } : 'absent';
    },
});
/** By three requests: the repository, its environments, the releases. */
async function beanstalk_history(session) {
    const { releases } = await beanstalk_look_listReleases(session, await findPlace(session));
    return releases.map((release) => {
        const at = slashTime(release.deployed_at) ?? slashTime(release.created_at);
        return {
            id: release.id,
            sha: release.revision ?? '',
            outcome: finalOutcome(release.state) ?? 'started',
            ...(at === undefined ? {} : { at }),
            ...(release.author ? { by: release.author } : {}),
        };
    });
}
/** An environment that deploys each push by itself deploys the same revision as a step after the push. */
function doubleDeploy(job) {
    const { automatic, name } = job.facts.environment;
    if (!automatic || !['deploy', 'start'].includes(job.operation))
        return [];
    const followed = canAdopt(job)
        ? ' A release that Beanstalk has started for this revision is followed instead.'
        : '';
    return [
        `environment ${name} is automatic: Beanstalk deploys each push to it by itself, so this step can deploy the same revision a second time. Make the environment manual in Beanstalk, or leave this step out.${followed}`,
    ];
}
function started(id) {
    return { step: 'deploy', outcome: 'started', id };
}
/** A release of an earlier attempt: one that is over says how it ended, one under way is followed. */
function found(release) {
    const outcome = finalOutcome(release.state);
    const finishedAt = outcome && slashTime(release.deployed_at);
    return {
        ...started(release.id),
        ...(outcome ? { outcome } : {}),
        ...(finishedAt === undefined ? {} : { finishedAt }),
    };
}

;// CONCATENATED MODULE: ./lib/providers/github-calls.js
// GitHub: its inputs, its calls, and the words for its refusals. Vendor facts: docs/providers/github.md.


const github_calls_inputs = {
    'github-release': (0,kinds/* flag */.Jt)('Make the tag and the GitHub Release.', true),
    'github-notes': (0,kinds/* choice */.Yq)("Release notes: `generate` (GitHub's own, against the previous matching tag), `commits` (a grouped list of the commits of the range), or `none`.", ['generate', 'commits', 'none'], 'generate'),
    'github-draft': (0,kinds/* flag */.Jt)('Make the release a draft; GitHub makes the tag when it is published.', false),
    'github-prerelease': (0,kinds/* flag */.Jt)('Mark the release as a prerelease.', false),
    'github-latest': (0,kinds/* choice */.Yq)('Mark the release as the latest: `auto` (by date and semantic version), `true` or `false`.', ['auto', 'true', 'false'], 'auto'),
};
const github_calls_DOCS = 'https://docs.github.com/rest';
const REPO = '/repos/{owner}/{repo}';
/** The two lines that are missing. Naming one permission sets all others to none, so the rest must be named too. */
function lacks(permission) {
    const all = 'Naming any permission sets all others to none, so name each one that the job needs.';
    return `The token lacks ${permission}: write. Add these two lines to the job:\npermissions:\n  ${permission}: write\n${all} The run of a fork never gets it.`;
}
const WORKFLOWS = 'When the commit changes files under .github/workflows that the default branch does not have, GITHUB_TOKEN may not release it: merge first, or use a token with the workflow permission.';
const UNSEEN = 'It is not there, or the token may not see it: check the name, and that the token belongs to this repository.';
const NOT_FOUND_RELEASE = `GitHub answers 404 here for three things. ${WORKFLOWS} Or the token lacks contents: write. Or the repository is not visible to it.`;
const IMMUTABLE = 'A tag that belonged to an immutable release (a setting of the repository or organization) is burnt: it can never be used again, even when release and tag were deleted. If the words say so, choose another version.';
const github_calls_calls = {
    getTagRef: {
        route: `GET ${REPO}/git/ref/tags/{tag}`,
        repeat: 'safe',
        does: 'show tag "{tag}"',
        results: [404],
        docs: `${github_calls_DOCS}/git/refs#get-a-reference`,
    },
    getTag: {
        route: `GET ${REPO}/git/tags/{sha}`,
        repeat: 'safe',
        does: 'show the annotated tag {sha}',
        docs: `${github_calls_DOCS}/git/tags#get-a-tag`,
    },
    getCommit: {
        route: `GET ${REPO}/commits/{ref}`,
        repeat: 'safe',
        does: 'show commit {ref}',
        results: [404, 422],
        docs: `${github_calls_DOCS}/commits/commits#get-a-commit`,
    },
    getRelease: {
        route: `GET ${REPO}/releases/tags/{tag}`,
        repeat: 'safe',
        does: 'show release "{tag}"',
        results: [404],
        docs: `${github_calls_DOCS}/releases/releases#get-a-release-by-tag-name`,
    },
    listReleases: {
        route: `GET ${REPO}/releases`,
        repeat: 'safe',
        does: 'list the releases',
        docs: `${github_calls_DOCS}/releases/releases#list-releases`,
    },
    generateNotes: {
        route: `POST ${REPO}/releases/generate-notes`,
        // Stores nothing.
        repeat: 'safe',
        does: 'write the release notes',
        hints: { 403: lacks('contents'), 404: NOT_FOUND_RELEASE },
        docs: `${github_calls_DOCS}/releases/releases#generate-release-notes-content-for-a-release`,
    },
    createRelease: {
        route: `POST ${REPO}/releases`,
        repeat: 'unsafe',
        does: 'create the release',
        // Another job was first: a result. Codes are matched, not texts.
        isResult: (status, body) => status === 422 && hasCode(body, 'already_exists'),
        hints: { 403: `${lacks('contents')} ${WORKFLOWS}`, 404: NOT_FOUND_RELEASE, 422: IMMUTABLE },
        docs: `${github_calls_DOCS}/releases/releases#create-a-release`,
    },
    createDeployment: {
        route: `POST ${REPO}/deployments`,
        repeat: 'unsafe',
        does: 'create the deployment',
        hints: {
            403: lacks('deployments'),
            404: `GitHub answers 404 here for two things. The repository is not visible to the token. Or: ${lacks('deployments')}`,
            409: 'GitHub refuses a deployment while a merge conflict or a check that is not green stands in its way, although neither was asked for: look at the commit, then run the job again.',
            422: 'The commit must be in this repository: push it before this step.',
        },
        docs: `${github_calls_DOCS}/deployments/deployments#create-a-deployment`,
    },
    getDeployment: {
        route: `GET ${REPO}/deployments/{id}`,
        repeat: 'safe',
        does: 'show deployment {id}',
        docs: `${github_calls_DOCS}/deployments/deployments#get-a-deployment`,
    },
    listDeployments: {
        route: `GET ${REPO}/deployments`,
        repeat: 'safe',
        does: 'list the deployments',
        hints: { 403: lacks('deployments') },
        docs: `${github_calls_DOCS}/deployments/deployments#list-deployments`,
    },
    queryDeployments: {
        route: 'POST /graphql',
        server: 'graphql',
        // It only reads.
        repeat: 'safe',
        does: 'query the deployments of the environment',
        docs: 'https://docs.github.com/graphql/reference/objects#deployment',
    },
    createStatus: {
        route: `POST ${REPO}/deployments/{id}/statuses`,
        // A second status does no harm but is seen, so a lost answer is looked up.
        repeat: 'unsafe',
        does: 'set the status of deployment {id}',
        hints: { 403: lacks('deployments'), 404: `There is no such deployment here. ${UNSEEN}` },
        docs: `${github_calls_DOCS}/deployments/statuses#create-a-deployment-status`,
    },
    listStatuses: {
        route: `GET ${REPO}/deployments/{id}/statuses`,
        repeat: 'safe',
        does: 'list the statuses of deployment {id}',
        hints: { 403: lacks('deployments') },
        docs: `${github_calls_DOCS}/deployments/statuses#list-deployment-statuses`,
    },
};
const hints = {
    401: 'The token is wrong or has expired. GITHUB_TOKEN is valid only while its job runs, and only at its own host.',
    403: `The token lacks contents: read, or a rule of the organization stands in its way. ${lacks('contents')}`,
    404: UNSEEN,
    409: 'An empty repository has nothing to release.',
};
/** The parameters that every route has. */
function repoOf({ context }) {
    return { owner: context.repository.owner, repo: context.repository.name };
}
/** The repository's page. */
function homeOf({ webUrl, context }) {
    return `${webUrl}/${context.repository.full}`;
}
/** Does an error body carry this code? `errors[]` holds objects or, at some endpoints, plain texts. */
function hasCode(body, code) {
    const errors = (0,json/* isRecord */.u4)(body) && Array.isArray(body['errors']) ? body['errors'] : [];
    return errors.some((each) => (0,json/* textAt */.$6)(each, 'code') === code);
}

// EXTERNAL MODULE: ./lib/marker.js + 1 modules
var lib_marker = __nccwpck_require__(7277);
;// CONCATENATED MODULE: ./lib/providers/github-payload.js
// What we write into a deployment's payload, and read again: by it our own deployments are known.


/** The payload of a new deployment. */
function payloadOf({ version, context, matrixKey }, deploy) {
    return {
        record_deploy: (0,lib_marker/* bareMarker */.Zp)(deploy.marker),
        version,
        run_id: context.runId,
        job: context.job,
        matrix_key: matrixKey,
        ...(deploy.rollbackTo ? { rollback_of: deploy.rollbackTo.id } : {}),
    };
}
/** A payload comes back as it was sent, or as JSON text. */
function readPayload(payload) {
    if (typeof payload !== 'string')
        return payload;
    try {
        return JSON.parse(payload);
    }
    catch {
        // Another tool's text, which is no payload of ours.
        return undefined;
    }
}
/** The marker in the payload of a deployment, without its brackets; empty when it is not ours. */
function markerOf({ payload }) {
    return (0,json/* textAt */.$6)(readPayload(payload), 'record_deploy');
}
/** Which job of a matrix made the deployment; empty when it is not ours. */
function matrixKeyOf({ payload }) {
    return (0,json/* textAt */.$6)(readPayload(payload), 'matrix_key');
}
/** Was `other` made by another job of the run that made `ours`? */
function isSibling(ours, other) {
    const own = readPayload(ours.payload);
    const theirs = readPayload(other.payload);
    const isSame = (name) => (0,json/* textAt */.$6)(theirs, name) === (0,json/* textAt */.$6)(own, name);
    if (markerOf(other) === '' || !isSame('run_id'))
        return false;
    return !(isSame('job') && isSame('matrix_key') && isSame('version'));
}

;// CONCATENATED MODULE: ./lib/providers/github-look.js
// The deployments that are there, and their statuses: there is no update, the newest status counts.



const Deployment = dist/* object */.Ik({
    id: dist/* number */.ai(),
    sha: dist/* string */.Yj(),
    environment: dist/* string */.Yj(),
    created_at: dist/* string */.Yj(),
    transient_environment: dist/* nullish */.cl(dist/* boolean */.zM()),
    creator: dist/* nullish */.cl(dist/* object */.Ik({ login: dist/* nullish */.cl(dist/* string */.Yj()) })),
    payload: dist/* unknown */.L5(),
});
const Status = dist/* object */.Ik({
    id: dist/* number */.ai(),
    state: dist/* string */.Yj(),
    description: dist/* nullish */.cl(dist/* string */.Yj()),
    log_url: dist/* nullish */.cl(dist/* string */.Yj()),
    created_at: dist/* string */.Yj(),
});
const PER_PAGE = 100;
/** Newest first, which GitHub does not promise. */
async function listDeployments(session, query) {
    const { body } = await session.api.send('listDeployments', repoOf(session), {
        query,
        schema: dist/* array */.YO(Deployment),
    });
    return [...(body ?? [])].sort(github_look_newestFirst);
}
/** The deployments of a commit to the environment. */
function ofCommit(job, sha) {
    return listDeployments(job, { sha, environment: job.environment, per_page: PER_PAGE });
}
/** The statuses of a deployment, newest first. */
async function statusesOf(session, id) {
    const params = { ...repoOf(session), id };
    const query = { per_page: PER_PAGE };
    const { body } = await session.api.send('listStatuses', params, { query, schema: dist/* array */.YO(Status) });
    return [...(body ?? [])].sort(github_look_newestFirst);
}
/** The id settles what the clock, in whole seconds, does not. */
function github_look_newestFirst(a, b) {
    return Date.parse(b.created_at) - Date.parse(a.created_at) || b.id - a.id;
}
/** Is it still under way? One without a status was only created. */
function isOpen(statuses) {
    return outcomeOf(statuses) === 'started';
}
/** What a deployment has come to, by its statuses, newest first. */
function outcomeOf([newest]) {
    if (!newest)
        return 'started';
    switch (newest.state) {
        case 'pending':
        case 'queued':
        case 'in_progress':
        case 'waiting':
            return 'started';
        case 'success':
            return 'succeeded';
        case 'error':
            return newest.description?.startsWith('cancelled') ? 'cancelled' : 'failed';
        case 'failure':
            return 'failed';
        // Replaced by a newer deployment, so it had been live.
        case 'inactive':
            return 'succeeded';
        default:
            return 'unknown';
    }
}
/** Made by Actions itself: the same account as GITHUB_TOKEN's, but without a payload of ours. */
function isGitHubs(deployment) {
    return /^github-actions(\[bot\])?$/.test(deployment.creator?.login ?? '') && markerOf(deployment) === '';
}
/** What GitHub opened for this very job says nothing about what is deployed. */
function isOfThisRun(deployment, statuses, session) {
    return isGitHubs(deployment) && isOpen(statuses) && statuses.some((each) => namesRun(each, session));
}
/** Does the status point at this very run? */
function namesRun({ log_url }, { context }) {
    return new RegExp(`/runs/${context.runId}(/|$)`).test(log_url ?? '');
}
/** The page of the environment's deployments: a single one has no page. */
function pageOf(session) {
    return `${homeOf(session)}/deployments/${encodeURIComponent(session.environment)}`;
}

;// CONCATENATED MODULE: ./lib/providers/github-adopt.js


/**
 * The deployment that GitHub makes for a job with `environment:`, known by its status, whose `log_url` names our run.
 * It is completed instead of making a second one; where it cannot be told whose it is, a warning says how to avoid two.
 */
async function adoptDeployment(job) {
    const candidates = (await ofCommit(job, job.range.head)).filter(isGitHubs);
    const open = [];
    for (const deployment of candidates) {
        const statuses = await statusesOf(job, deployment.id);
        if (isOpen(statuses))
            open.push({ deployment, statuses });
    }
    const ofRun = open.filter(({ statuses }) => statuses.some((status) => namesRun(status, job)));
    const [only] = ofRun;
    if (only && ofRun.length === 1 && job.operation !== 'rollback') {
        const note = "made by GitHub for the job's environment, and completed instead of making a second";
        return {
            step: 'deploy',
            outcome: 'started',
            id: String(only.deployment.id),
            url: pageOf(job),
            startedAt: Date.parse(only.deployment.created_at),
            note,
        };
    }
    const ids = open.map(({ deployment }) => deployment.id);
    return ids.length === 0 ? undefined : { warnings: [twoRecords(job, ids)] };
}
function twoRecords(job, ids) {
    const cure = `To have one record only, write in the job: environment: {name: ${job.environment}, deployment: false}`;
    const why = job.operation === 'rollback'
        ? `is of ${job.range.head.slice(0, 12)}, which this rollback does not deploy`
        : 'cannot be told to be of this job';
    return `GitHub has an open deployment of ${job.environment} of its own (${(0,lib_text/* listed */.KE)(ids.map(String))}), as it makes for a job with "environment:"; it ${why}, so there are two records. ${cure}`;
}

;// CONCATENATED MODULE: ./lib/providers/github-environments.js
// What the name of an environment says: GitHub treats production and transient ones apart.
const BEFORE_PRODUCTION = /(^|[^a-z])(pre|non|not|pseudo)[^a-z]+prod/i;
const PRODUCTION = /(^|[^a-z])prod(uction)?([^a-z]|$)/i;
const TRANSIENT = /(^|[^a-z])(preview|previews|pr|review)([^a-z]|$)/i;
/** `production`, `prod-eu`, `web/prod`; not `pre-production`. */
function isProductionName(environment) {
    return PRODUCTION.test(environment) && !BEFORE_PRODUCTION.test(environment);
}
/** `pr-12`, `preview/search`, `review-app`: gone when the pull request is. */
function isTransientName(environment) {
    return TRANSIENT.test(environment) && !isProductionName(environment);
}

;// CONCATENATED MODULE: ./lib/providers/github-deployments.js
// Our deployments at GitHub: create, close, and find again.









const MAX_DESCRIPTION = 140;
/** Makes the deployment and sets its first status, `in_progress`. @throws ApiError when GitHub merged instead (202) */
async function createDeployment(job, deploy) {
    const sha = shaOf(job);
    const answer = await job.api.send('createDeployment', repoOf(job), {
        body: {
            ref: sha,
            task: 'deploy',
            // GitHub's own defaults would merge the default branch, or refuse while a check is not green.
            auto_merge: false,
            required_contexts: [],
            payload: payloadOf(job, deploy),
            environment: job.environment,
            description: describe(deploy),
            production_environment: isProductionName(job.environment),
            transient_environment: isTransientName(job.environment),
        },
        schema: dist/* union */.KC([dist/* object */.Ik({ id: dist/* number */.ai() }), dist/* object */.Ik({ message: dist/* string */.Yj() })]),
    });
    const id = idOf(answer);
    const warnings = await showBegun(job, deploy, id);
    return {
        step: 'deploy',
        outcome: 'started',
        id,
        url: pageOf(job),
        startedAt: deploy.startedAt,
        ...warnings,
    };
}
/** The deployment is there, whatever comes of its first status: a later one must know its id to close it. */
async function showBegun(job, deploy, id) {
    try {
        await setStatus(job, deploy, { id, state: 'in_progress', description: describe(deploy) });
        return {};
    }
    catch (error) {
        if (!(0,errors/* isExpected */.Dn)(error) || (0,errors/* mayHaveHappened */.dk)(error))
            throw error;
        return { warnings: [error.message] };
    }
}
/** 202 says that branches were merged instead of a deployment made; nothing was recorded. */
function idOf({ status, body }) {
    if (body && 'id' in body && status !== 202)
        return String(body.id);
    throw new errors/* ApiError */.hD(`GitHub did not create the deployment: it answered ${status} ("${(0,lib_text/* oneLine */.TN)((0,json/* textAt */.$6)(body, 'message'), 200)}"), which means that it merged branches and deployed nothing. Run the job again for the merged commit.`, { status, mayHaveHappened: false });
}
/** The commit that goes out: a rollback's target, else the head. A draft has no tag yet, so it is always the sha. */
function shaOf({ release, range, operation }) {
    const target = operation === 'rollback' ? release?.facts?.['sha'] : undefined;
    return typeof target === 'string' ? target : range.head;
}
function describe({ description, name }) {
    return (0,lib_text/* cut */.Jj)(description || name, MAX_DESCRIPTION);
}
async function setStatus(job, { url }, { id, ...status }) {
    const { runUrl } = job.context;
    const body = { ...status, log_url: runUrl, ...(url === runUrl ? {} : { environment_url: url }) };
    const schema = dist/* object */.Ik({ id: dist/* number */.ai() });
    await job.api.send('createStatus', { ...repoOf(job), id }, { body, schema });
}
const ENDS = {
    success: { state: 'success', outcome: 'succeeded' },
    failure: { state: 'failure', outcome: 'failed' },
    // `inactive` would say that it had been live.
    cancelled: { state: 'error', outcome: 'cancelled' },
};
/** Closes a deployment by its last status. */
async function finishDeployment(job, deploy, id) {
    const { status } = deploy;
    const text = describe(deploy);
    await setStatus(job, deploy, {
        id,
        state: ENDS[status].state,
        description: status === 'cancelled' ? (0,lib_text/* cut */.Jj)(`cancelled: ${text}`, MAX_DESCRIPTION) : text,
        ...((await hasSiblings(job, deploy, id)) ? { auto_inactive: false } : {}),
    });
    return finished(job, deploy, id);
}
function finished(job, deploy, id) {
    return {
        step: 'finish',
        outcome: ENDS[deploy.status].outcome,
        id,
        url: pageOf(job),
        startedAt: deploy.startedAt,
    };
}
/**
 * A success makes earlier successful deployments of the environment inactive, as GitHub does by itself: right for the
 * last version, wrong for another job of this run that deployed the same commit to the same environment a moment ago.
 * The oldest of them retires what was there before; the others say `auto_inactive: false`. Production and transient
 * environments are never retired by GitHub, so they need no look.
 */
async function hasSiblings(job, deploy, id) {
    if (deploy.status !== 'success' || isProductionName(job.environment) || isTransientName(job.environment))
        return false;
    const deployments = await ofCommit(job, shaOf(job));
    // It may have been started by another job or run than the one that closes it.
    const started = deployments.find((each) => each.id === Number(id));
    const ours = started && markerOf(started) !== '' ? started : { payload: payloadOf(job, deploy) };
    return deployments.some((each) => each.id < Number(id) && isSibling(ours, each));
}
/** Ours by the marker in the payload, with its newest status as the outcome. */
async function findDeployment(job, deploy) {
    const deployments = await ofCommit(job, shaOf(job));
    const ours = deployments.find((each) => markerOf(each) === (0,lib_marker/* bareMarker */.Zp)(deploy.marker) && !deploy.ignore.includes(String(each.id)));
    if (!ours)
        return 'absent';
    const statuses = await statusesOf(job, ours.id);
    return {
        step: 'deploy',
        outcome: outcomeOf(statuses),
        id: String(ours.id),
        url: pageOf(job),
        startedAt: Date.parse(ours.created_at),
    };
}
/** Was it closed although the answer got lost? */
async function findFinished(job, deploy, id) {
    const [newest] = await statusesOf(job, Number(id));
    return newest?.state === ENDS[deploy.status].state ? finished(job, deploy, id) : 'absent';
}
/**
 * The newest open deployment of this environment and head: one that the same job of a matrix started, then any of ours, then
 * one that GitHub made for a job.
 */
async function findOpenDeployment(job) {
    const deployments = await ofCommit(job, job.range.head);
    const ours = deployments.filter((each) => markerOf(each) !== '');
    const mine = ours.filter((each) => matrixKeyOf(each) === job.matrixKey);
    for (const each of new Set([...mine, ...ours, ...deployments])) {
        const statuses = await statusesOf(job, each.id);
        if (isOpen(statuses))
            return { step: 'deploy', outcome: 'started', id: String(each.id), url: pageOf(job) };
    }
    return 'absent';
}

;// CONCATENATED MODULE: ./lib/providers/github-history.js
// Earlier deployments of the environment: where the commits start, and what a rollback goes back to.




const MAX_HISTORY = 30;
const ENOUGH = 10;
/** Earlier deployments, newest first. A replaced one reads `inactive`, so any `success` among its statuses counts. */
async function deploymentHistory(session) {
    const query = { environment: session.environment, task: 'deploy', per_page: MAX_HISTORY };
    const deployments = (await listDeployments(session, query)).filter((each) => each.transient_environment !== true);
    const past = [];
    for (const deployment of deployments) {
        const statuses = await statusesOf(session, deployment.id);
        if (isOfThisRun(deployment, statuses, session))
            continue;
        past.push(pastDeploy(session, deployment, statuses));
        const good = new Set(past.filter(({ outcome }) => outcome === 'succeeded').map(({ sha }) => sha));
        if (past.length >= ENOUGH && good.size > 1)
            break;
    }
    return past;
}
/** One deployment, however old: the target of a rollback. */
async function readPast(session, id) {
    const { body } = await session.api.send('getDeployment', { ...repoOf(session), id }, { schema: Deployment });
    if (!body)
        throw new Error('a deployment without a body passed its schema');
    return pastDeploy(session, body, []);
}
/** @param statuses the newest one first */
function pastDeploy(session, deployment, statuses) {
    const success = statuses.find(({ state }) => state === 'success');
    const version = (0,json/* textAt */.$6)(readPayload(deployment.payload), 'version');
    const rollbackOf = (0,json/* textAt */.$6)(readPayload(deployment.payload), 'rollback_of');
    const marker = markerOf(deployment);
    const by = deployment.creator?.login;
    return {
        id: String(deployment.id),
        sha: deployment.sha,
        outcome: success ? 'succeeded' : outcomeOf(statuses),
        at: Date.parse(success?.created_at ?? deployment.created_at),
        url: pageOf(session),
        ...(version ? { version } : {}),
        ...(rollbackOf ? { rollbackOf } : {}),
        ...(by ? { by } : {}),
        ...(marker ? { marker: `[${marker}]` } : {}),
    };
}

;// CONCATENATED MODULE: ./lib/providers/github-recent.js
// The newest deployments of the environment with their statuses, for the summary: one GraphQL query, which REST would need
// a request a deployment for. It cannot tell transient environments apart, so ranges and rollbacks are not built on it.
// https://docs.github.com/graphql/reference/objects#deployment




/** Enough for the ten of the diagram, with some that do not count among them. */
const RECENT = 15;
// Oldest first unless told.
const QUERY = `query($owner: String!, $repo: String!, $environments: [String!]) {
  repository(owner: $owner, name: $repo) {
    deployments(environments: $environments, first: ${RECENT}, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes {
        id databaseId commitOid task environment createdAt payload
        creator { login }
        latestStatus { state description logUrl createdAt }
        statuses(first: 100) { nodes { state description logUrl createdAt } }
      }
    }
  }
}`;
const StatusNode = dist/* object */.Ik({
    state: dist/* string */.Yj(),
    description: dist/* nullish */.cl(dist/* string */.Yj()),
    logUrl: dist/* nullish */.cl(dist/* string */.Yj()),
    createdAt: dist/* string */.Yj(),
});
const DeploymentNode = dist/* object */.Ik({
    id: dist/* string */.Yj(),
    // An Int, which some ids are too large for.
    databaseId: dist/* nullish */.cl(dist/* number */.ai()),
    commitOid: dist/* string */.Yj(),
    task: dist/* nullish */.cl(dist/* string */.Yj()),
    environment: dist/* string */.Yj(),
    createdAt: dist/* string */.Yj(),
    payload: dist/* unknown */.L5(),
    creator: dist/* nullish */.cl(dist/* object */.Ik({ login: dist/* nullish */.cl(dist/* string */.Yj()) })),
    latestStatus: dist/* nullish */.cl(StatusNode),
    statuses: dist/* object */.Ik({ nodes: dist/* array */.YO(StatusNode) }),
});
// Errors come with 200 and without the data.
const Answer = dist/* object */.Ik({
    data: dist/* object */.Ik({
        repository: dist/* object */.Ik({ deployments: dist/* object */.Ik({ nodes: dist/* array */.YO(DeploymentNode) }) }),
    }),
});
/** The newest deployments, newest first. @throws ApiError also for an answer of errors */
async function recentDeployments(session) {
    const variables = { ...repoOf(session), environments: [session.environment] };
    const { body } = await session.api.send('queryDeployments', {}, { body: { query: QUERY, variables }, schema: Answer });
    return (body?.data.repository.deployments.nodes ?? []).flatMap((node) => {
        const deployment = {
            ...node,
            id: node.databaseId ?? node.id,
            sha: node.commitOid,
            created_at: node.createdAt,
        };
        const statuses = [...(node.latestStatus ? [node.latestStatus] : []), ...node.statuses.nodes].map(github_recent_statusOf);
        const isLeftOut = node.task !== 'deploy' || isOfThisRun(deployment, statuses, session);
        return isLeftOut ? [] : [pastDeploy(session, deployment, statuses)];
    });
}
/** As REST tells it. */
function github_recent_statusOf({ state, description, logUrl, createdAt }) {
    return { state: state.toLowerCase(), description, log_url: logUrl, created_at: createdAt };
}

;// CONCATENATED MODULE: ./lib/providers/github-notes.js

/** Reads a commit message by conventionalcommits.org, and the pull request that GitHub's merges name. */
function readSubject(message) {
    const merge = /^Merge pull request #(\d+) from \S+\s+(.*)$/ms.exec(message);
    const line = merge?.[2] ? (0,lib_text/* firstLine */.TM)(merge[2]) : (0,lib_text/* firstLine */.TM)(message);
    const squashed = /^(.*?)\s*\(#(\d+)\)$/.exec(line);
    const pull = merge?.[1] ?? squashed?.[2];
    const subject = squashed?.[1] || line;
    const [, type = '', scope = '', mark = '', text = ''] = /^([a-z]+)(?:\(([^()]*)\))?(!)?:\s+(.+)$/i.exec(subject) ?? [];
    return {
        type: type.toLowerCase(),
        scope,
        text: text || subject,
        isBreaking: mark === '!' || /^BREAKING[ -]CHANGE: /m.test(message),
        ...(pull === undefined ? {} : { pull: Number(pull) }),
    };
}
const BREAKING = 'Breaking changes';
const OTHER = 'Other changes';
const GROUPS = {
    feat: 'Features',
    fix: 'Fixes',
    perf: 'Performance',
    revert: 'Reverts',
    docs: 'Documentation',
};
const ORDER = [BREAKING, ...Object.values(GROUPS), OTHER];
// GitHub refuses a body of more than 125,000 characters; the heading, the groups and the link need some of it.
const MAX_LIST = 110_000;
/** The notes as Markdown. */
function notesFromCommits({ range, tag, base, home, heading }) {
    const entries = range.commits.flatMap((commit) => entryOf(commit, home));
    const kept = (0,lib_text/* fitting */._Q)(entries, MAX_LIST, ({ line }) => line.length + 1);
    const left = range.total - range.commits.length + entries.length - kept.length;
    const groups = ORDER.flatMap((group) => {
        const lines = kept.filter((entry) => entry.group === group).map(({ line }) => line);
        return lines.length > 0 ? [`## ${group}\n\n${lines.join('\n')}`] : [];
    });
    const link = base
        ? [
            `**Full changelog**: [${(0,lib_text/* escapeMarkdown */.FV)(github_notes_short(base))}...${(0,lib_text/* escapeMarkdown */.FV)(tag)}](${home}/compare/${encodeURIComponent(base)}...${encodeURIComponent(tag)})`,
        ]
        : [];
    const more = left > 0 ? [`and ${(0,lib_text/* plural */.LS)(left, 'more commit')}`] : [];
    return [...(heading ? [(0,lib_text/* escapeMarkdown */.FV)(heading)] : []), ...groups, ...more, ...link].join('\n\n');
}
/** One line; none for a merge of branches, which brings no change of its own. */
function entryOf(commit, home) {
    if (/^Merge (remote-tracking )?branch /.test(commit.message))
        return [];
    const { type, scope, text, isBreaking, pull } = readSubject(commit.message);
    const author = commit.authorLogin ?? commit.authorName ?? '';
    const by = author ? ` by ${(0,lib_text/* escapeMarkdown */.FV)(author, 60)}` : '';
    const link = pull
        ? ` in [#${pull}](${home}/pull/${pull})`
        : ` ([\`${commit.sha.slice(0, 7)}\`](${home}/commit/${commit.sha}))`;
    const group = isBreaking ? BREAKING : (GROUPS[type] ?? OTHER);
    // Without a group of its own the type still says something.
    const isOther = group === OTHER && type !== '';
    const where = scope && !isOther ? `**${(0,lib_text/* escapeMarkdown */.FV)(scope, 60)}**: ` : '';
    const shown = isOther ? `${type}${scope ? `(${scope})` : ''}: ${text}` : text;
    return [{ group, line: `- ${where}${(0,lib_text/* escapeMarkdown */.FV)(shown, 200)}${by}${link}` }];
}
function github_notes_short(base) {
    return (0,lib_text/* isSha */.HH)(base) ? base.slice(0, 7) : base;
}

;// CONCATENATED MODULE: ./lib/providers/github-releases.js
// Tags and releases at GitHub: look first, create, look again. A tag is never moved.





const TagTarget = dist/* object */.Ik({ object: dist/* object */.Ik({ type: dist/* string */.Yj(), sha: dist/* string */.Yj() }) });
const github_releases_Release = dist/* object */.Ik({
    id: dist/* number */.ai(),
    tag_name: dist/* string */.Yj(),
    draft: dist/* boolean */.zM(),
    html_url: dist/* string */.Yj(),
    target_commitish: dist/* nullish */.cl(dist/* string */.Yj(), ''),
});
/** Only what was just written by us may be newer than what a read shows (softprops/action-gh-release #445, #705). */
const DRAFTS = 100;
const MAX_TAG_DEPTH = 5;
/** Makes the tag and the release, or finds them; a tag on another commit stops the run. */
async function createRelease(job) {
    if (!job.isVersionNew)
        return nothingNew(job);
    refuseSha(job.version);
    const tagged = await commitOfTag(job, job.version);
    if (tagged !== undefined && tagged !== job.range.head)
        throw otherCommit(job, tagged);
    const old = await findMade(job);
    if (old)
        return receipt(job, old, false);
    const body = await github_releases_releaseBody(job);
    const answer = await job.api.send('createRelease', repoOf(job), { body, schema: github_releases_Release });
    if (answer.body)
        return confirmed(job, answer.body);
    if (!hasCode(answer.raw, 'already_exists'))
        throw new Error('GitHub answered without a release');
    await refuseOtherTag(job);
    const theirs = await findMade(job);
    return { ...receipt(job, theirs, false), note: 'another job created it at the same moment' };
}
/** After a lost answer. A list of drafts may miss what was just made, so their absence tells nothing. */
async function findRelease(job) {
    const found = await findMade(job);
    if (found)
        return confirmed(job, found);
    return job.own.githubDraft ? 'undecided' : 'absent';
}
/** The commit that a rollback deploys: of the deploy it goes back to, of the tag, or the sha itself. */
async function confirmRelease(job, deploy) {
    const given = deploy.rollbackTo?.sha;
    const sha = given ?? (await commitOfTag(job, job.version)) ?? (await commitOfSha(job, job.version));
    if (sha === undefined) {
        throw new errors/* ApiError */.hD(`GitHub has no tag or commit "${(0,lib_text/* oneLine */.TN)(job.version, 120)}" in ${job.context.repository.full}, so there is nothing to deploy again. Set version to an existing tag or sha, or deploy-id to an earlier deployment.`, { status: 404, mayHaveHappened: false });
    }
    const page = given === undefined ? pageOfTag(job) : `${homeOf(job)}/commit/${sha}`;
    const note = `at commit ${sha.slice(0, 12)}`;
    return { step: 'release', outcome: 'existing', created: false, url: page, note, facts: { sha } };
}
/** `conventional` found nothing that counts since the tag: the release that is there stays the newest. */
async function nothingNew(job) {
    const release = await releaseOfTag(job, job.version);
    const note = 'nothing is new since this tag, so there is nothing to release and no new tag';
    return { ...receipt(job, release, false), note };
}
/** GitHub refuses such names at a push (GH002), because they could not be told from commits. */
function refuseSha(version) {
    if (!/^[0-9a-f]{40}$/i.test(version))
        return;
    throw new errors/* InputError */.dz([
        `version is the sha ${version.slice(0, 12)}\u2026, and GitHub takes no tag that looks like a commit: set version, or version-from to conventional, tag, short-sha or calendar, or github-release: false to record only the deployment.`,
    ]);
}
/** The commit behind a tag; undefined when there is no such tag. Annotated tags are followed to their commit. */
async function commitOfTag(job, tag) {
    const { body } = await job.api.send('getTagRef', { ...repoOf(job), tag }, { schema: TagTarget });
    let object = body?.object;
    for (let depth = 0; object?.type === 'tag' && depth < MAX_TAG_DEPTH; depth++) {
        const answer = await job.api.send('getTag', { ...repoOf(job), sha: object.sha }, { schema: TagTarget });
        object = answer.body?.object;
    }
    return object?.sha;
}
async function commitOfSha(job, ref) {
    if (!/^[0-9a-f]{7,40}$/i.test(ref))
        return undefined;
    const schema = dist/* object */.Ik({ sha: dist/* string */.Yj() });
    const { body } = await job.api.send('getCommit', { ...repoOf(job), ref }, { schema });
    return body?.sha;
}
function otherCommit({ version, range }, tagged) {
    return new errors/* InputError */.dz([
        `version: tag ${version} points at ${tagged}, but this run releases ${range.head}. A tag is never moved: choose another version, or deploy that tag with operation: rollback.`,
    ]);
}
/** The published release of the tag, else, where a draft is wanted, the draft. */
async function findMade(job) {
    const published = await releaseOfTag(job, job.version);
    if (published || !job.own.githubDraft)
        return published;
    const { body } = await job.api.send('listReleases', repoOf(job), {
        query: { per_page: DRAFTS },
        schema: dist/* array */.YO(github_releases_Release),
    });
    return body?.find(({ tag_name, draft }) => draft && tag_name === job.version);
}
async function releaseOfTag(job, tag) {
    return (await job.api.send('getRelease', { ...repoOf(job), tag }, { schema: github_releases_Release })).body;
}
/** Reads the tag once more: another job may have made it on another commit meanwhile. A draft has none yet. */
async function confirmed(job, release) {
    if (!release.draft)
        await refuseOtherTag(job);
    return receipt(job, release, true);
}
async function refuseOtherTag(job) {
    const tagged = await commitOfTag(job, job.version);
    if (tagged === undefined || tagged === job.range.head)
        return;
    throw new errors/* ApiError */.hD(`GitHub has release ${job.version}, but its tag points at ${tagged}, and this run releases ${job.range.head}: another job made the tag at the same moment.`, { status: 201, mayHaveHappened: false });
}
function receipt(job, release, created) {
    return {
        step: 'release',
        outcome: created ? 'created' : 'existing',
        created,
        ...(release ? { id: String(release.id) } : {}),
        url: release?.html_url ?? pageOfTag(job),
        commitCount: created ? job.range.total : 0,
        ...(release?.draft ? draftWords(job, release) : {}),
    };
}
/** A draft of an earlier commit stays as it is: it is the user's to edit, and perhaps was edited. */
function draftWords({ range, version }, { target_commitish: target }) {
    const note = 'a draft: GitHub makes the tag when it is published';
    if (!/^[0-9a-f]{40}$/.test(target) || target === range.head)
        return { note };
    const warning = `the draft of ${version} is of commit ${target}, and this run releases ${range.head}: published, it tags the former. Publish it first, or delete it and run this again`;
    return { note, warnings: [warning] };
}
function pageOfTag(job) {
    return `${homeOf(job)}/releases/tag/${encodeURIComponent(job.version)}`;
}
async function github_releases_releaseBody(job) {
    const { githubDraft, githubPrerelease, githubLatest } = job.own;
    const isPlain = !githubDraft && !githubPrerelease;
    return {
        tag_name: job.version,
        // Only used when the tag is missing.
        target_commitish: job.range.head,
        name: job.version,
        draft: githubDraft,
        prerelease: githubPrerelease,
        // Three texts, never a boolean; drafts and prereleases cannot be the latest.
        ...(isPlain ? { make_latest: githubLatest === 'auto' ? 'legacy' : githubLatest } : {}),
        ...(await notes(job)),
    };
}
async function notes(job) {
    const { range, version, previousTag } = job;
    const heading = (0,lib_text/* escapeMarkdown */.FV)(job.description);
    switch (job.own.githubNotes) {
        case 'none':
            return {};
        case 'commits': {
            // From the tag only when the commits are those since the tag.
            const base = range.source === 'previous-tag' ? (previousTag ?? range.base) : range.base;
            const parts = { range, tag: version, base, home: homeOf(job), heading: job.description };
            return { body: notesFromCommits(parts) };
        }
        case 'generate': {
            if (!previousTag || previousTag === version)
                return { body: heading, generate_release_notes: true };
            // The create call cannot be told where the notes start, and would choose among all tags.
            const body = { tag_name: version, target_commitish: range.head, previous_tag_name: previousTag };
            const schema = dist/* object */.Ik({ body: dist/* string */.Yj() });
            const generated = (await job.api.send('generateNotes', repoOf(job), { body, schema })).body?.body ?? '';
            return { body: [heading, generated].filter((part) => part !== '').join('\n\n') };
        }
    }
}

;// CONCATENATED MODULE: ./lib/providers/github.js
// GitHub: tag, release, deployment and its statuses. Vendor facts: docs/providers/github.md.








const github_API = 'https://api.github.com';
const WEB = 'https://github.com';
const github = defineProvider({
    id: 'github',
    name: 'GitHub',
    effect: 'records',
    where: 'in the repository under Releases and Deployments',
    tokenEnv: 'GITHUB_TOKEN',
    inputs: github_calls_inputs,
    calls: github_calls_calls,
    limits: {
        // A version is a tag, and a tag a ref of git: git help check-ref-format.
        version: {
            // Git writes it to a file of this name plus ".lock", and a file name has at most 255 bytes.
            maxBytes: 250,
            forbidden: [' ', '~', '^', ':', '?', '*', '[', '\\', '..', '@{', '//'],
            shapes: [
                { pattern: /^[-/]/, says: 'starts with "-" or "/"' },
                { pattern: /[./]$/, says: 'ends with "." or "/"' },
                { pattern: /(^|\/)\./, says: 'has a part that starts with "."' },
                { pattern: /\.lock(\/|$)/, says: 'has a part that ends with ".lock"' },
                { pattern: /^@$/, says: 'is "@" alone' },
            ],
            trimmed: true,
        },
        environment: { maxLength: 255, trimmed: true },
    },
    hints: hints,
    check(own, asked) {
        const problems = [];
        if (own.githubLatest === 'true' && (own.githubDraft || own.githubPrerelease)) {
            problems.push('github-latest is true, but a draft or prerelease cannot be the latest; remove one of them.');
        }
        const isReleaseOnly = asked.operation === 'release' || (asked.operation === 'deploy' && !asked.environment);
        if (!own.githubRelease && isReleaseOnly) {
            problems.push('github-release is false and there is no deploy, so nothing is left to do; set environment.');
        }
        if (['finish', 'rollback'].includes(asked.operation) && !/^\d*$/.test(asked.deployId)) {
            problems.push(`deploy-id must be the number of a deployment; got "${(0,lib_text/* oneLine */.TN)(asked.deployId, 60)}".`);
        }
        if (isForeign(asked)) {
            problems.push(`token is required with api-url ${asked.apiUrl}: the workflow's own token belongs to another host and must not be shown to it.`);
        }
        return problems;
    },
    connect(_own, { token, apiUrl, env }) {
        const baseUrl = (apiUrl || env['GITHUB_API_URL'] || github_API).replace(/\/+$/, '');
        const headers = {
            authorization: `Bearer ${token}`,
            accept: 'application/vnd.github+json',
            'x-github-api-version': '2022-11-28',
        };
        return {
            baseUrl,
            webUrl: apiUrl && apiUrl !== env['GITHUB_API_URL'] ? webOf(apiUrl) : (env['GITHUB_SERVER_URL'] ?? WEB),
            headers,
            // Beside /v3 on a server of one's own (docs: Managing GitHub Apps, GITHUB_GRAPHQL_URL).
            servers: { graphql: { baseUrl: baseUrl.replace(/\/v3$/, ''), headers } },
            secrets: [token],
        };
    },
    leaveOut(own) {
        return own.githubRelease ? [] : ['release'];
    },
    history: deploymentHistory,
    recent: recentDeployments,
    readPast: readPast,
    confirmRelease: confirmRelease,
    createRelease: createRelease,
    findRelease: findRelease,
    createDeploy: createDeployment,
    finishDeploy: finishDeployment,
    findDeploy: findDeployment,
    findFinish: findFinished,
    findOpen: findOpenDeployment,
    adoptDeploy: adoptDeployment,
});
/** Would the workflow's own token go to a host that did not make it? */
function isForeign({ apiUrl, token, githubToken, env }) {
    const own = env['GITHUB_API_URL'] ?? github_API;
    if (!apiUrl || !token || token !== githubToken || !URL.canParse(own))
        return false;
    return new URL(apiUrl).host !== new URL(own).host;
}
/** `https://HOST/api/v3` (GHES), `https://api.SUB.ghe.com` and `https://api.github.com` \u2192 where people open pages. */
function webOf(apiUrl) {
    const url = new URL(apiUrl);
    return /\/api\/v3$/.test(url.pathname) ? url.origin : url.origin.replace('://api.', '://');
}

;// CONCATENATED MODULE: ./lib/providers/retrace-calls.js
const retrace_calls_DOCS = 'https://docs.stackify.com/docs/deployment-tracking-api-overview';
const NAMES = 'Compare retrace-app and environment, letter for letter, with the Retrace portal';
const AGAIN = `${NAMES}. If they are right, this version may have been completed or cancelled there before, e.g. by an earlier attempt of this run: give each attempt a version of its own, such as version: \${{ github.sha }}-\${{ github.run_attempt }}.`;
const CLOSED = `${NAMES}. If they are right, this version may be closed there already.`;
const NOT_OPEN = `Retrace cancels only what was started with the same app, environment and version and is still open. ${NAMES}, and version with the step that started it.`;
const UNOFFICIAL = 'The look-up of names is unofficial: leave retrace-check-names out where it is closed.';
/** Which status a refusal has is not known; these are the likely ones of a wrong name or a wrong transition. */
function refusals(hint) {
    return { 400: hint, 409: hint, 422: hint };
}
const retrace_calls_calls = {
    start: {
        route: 'POST /api/v1/deployments/start',
        repeat: 'unsafe',
        does: 'start the deploy',
        docs: retrace_calls_DOCS,
        hints: refusals(AGAIN),
    },
    complete: {
        route: 'POST /api/v1/deployments/complete',
        repeat: 'unsafe',
        does: 'complete the deploy',
        docs: retrace_calls_DOCS,
        hints: refusals(CLOSED),
    },
    cancel: {
        route: 'POST /api/v1/deployments/cancel',
        repeat: 'unsafe',
        does: 'cancel the deploy',
        docs: retrace_calls_DOCS,
        hints: refusals(NOT_OPEN),
    },
    listNames: {
        route: 'GET /api/apps/envs',
        repeat: 'safe',
        does: 'list its apps and environments',
        docs: 'https://github.com/stackify/stackify-deployment-recorder',
        server: 'names',
        hints: { 401: UNOFFICIAL, 403: UNOFFICIAL, 404: UNOFFICIAL },
    },
};
const KEY = "Check the key: the activation (licence) key of the account that has the app, as it is, without the word 'ApiKey'.";
const retrace_calls_hints = {
    401: KEY,
    403: KEY,
    404: `${NAMES}, and api-url with the address of the API.`,
};

;// CONCATENATED MODULE: ./lib/providers/retrace-key.js
// What a deploy is found by at Retrace: three strings. Joined, they are our `deploy-id`, because Retrace gives none.


/** `AppName/EnvironmentName/Version` */
function keyOf({ app, environment, version }) {
    return `${app}/${environment}/${version}`;
}
/** A given `deploy-id` must say what the names say: only the names are sent. */
function retrace_key_idProblems(asked) {
    const { operation, deployId, app, environment, version } = asked;
    const isAsked = ['finish', 'rollback'].includes(operation) && deployId !== '';
    // Missing names have their own problem already.
    if (!isAsked || app === '' || environment === '')
        return [];
    const key = keyOf(asked);
    // The names may hold slashes, so the id is never taken apart.
    const isSame = version === '' ? deployId.startsWith(key) && deployId !== key : deployId === key;
    return isSame ? [] : [mismatch(deployId, version === '' ? `${key}\u2026` : key)];
}
/** The same for a version that was found by reading; before the request that it would belong to. */
function checkVersion(key, deployId) {
    if (deployId !== key)
        throw new errors/* InputError */.dz([mismatch(deployId, key)]);
}
function mismatch(deployId, key) {
    return `deploy-id is ${quoted(deployId)}, but retrace-app, environment and version make ${quoted(key)}; make them the same as in the step that started the deploy (version: its output version), or leave deploy-id out.`;
}
// Two spaces in a row, white space other than a space, and characters that nobody sees: likely a slip of a copy.
const ODD = /\s{2}|[^\S ]|[\p{Cc}\p{Bidi_Control}\u00ad\u200b\u2060]/u;
/** Names are never changed, so what looks like a slip is only said. */
function oddNames({ app, environment, version }) {
    const named = { 'retrace-app': app, environment, version };
    return Object.entries(named)
        .filter(([, name]) => ODD.test(name))
        .map(([input, name]) => `${input} ${quoted(name)} holds unusual white space or a character that cannot be seen; it is sent as it is, and Retrace matches names exactly.`);
}
/** A name with its spaces, on one line. */
function quoted(name) {
    return `"${(0,lib_text/* cut */.Jj)((0,lib_text/* harmless */.Is)(name), 100)}"`;
}

;// CONCATENATED MODULE: ./lib/providers/retrace-names.js
// retrace-check-names: are there such an app and environment? Turns Retrace's silent mismatch into an error that helps.




// As stackify-deployment-recorder reads it (JsonAppEnv, 2018).
const AppEnvs = dist/* array */.YO(dist/* object */.Ik({ AppName: dist/* string */.Yj(), EnvName: dist/* string */.Yj() }));
/**
 * @returns a warning when the names could not be looked up: the look-up is unofficial, and nothing may depend on it
 * @throws InputError that names what Retrace has instead
 */
async function checkNames(api, wanted) {
    const { pairs, why } = await readNames(api);
    if (pairs.length === 0)
        return [`the names could not be checked, so the deploy goes on without: ${why}`];
    const problem = problemOf(pairs, wanted);
    if (problem)
        throw new errors/* InputError */.dz([problem]);
    return [];
}
async function readNames(api) {
    try {
        const { body = [] } = await api.send('listNames', {}, { schema: AppEnvs });
        return { pairs: body, why: 'Retrace listed no app.' };
    }
    catch (error) {
        if (!(0,errors/* isExpected */.Dn)(error))
            throw error;
        return { pairs: [], why: error.message };
    }
}
function problemOf(pairs, { app, environment }) {
    const apps = [...new Set(pairs.map(({ AppName }) => AppName))];
    if (!apps.includes(app))
        return `Retrace has no app ${quoted(app)} (retrace-app)${suggestion(app, apps)}`;
    const environments = pairs.filter(({ AppName }) => AppName === app).map(({ EnvName }) => EnvName);
    if (environments.includes(environment))
        return '';
    return `the app ${quoted(app)} has no environment ${quoted(environment)} in Retrace${suggestion(environment, environments)}`;
}
const MOST = 10;
/** The nearest names; where none is near, the first of all there are. */
function suggestion(word, there) {
    const near = (0,lib_text/* nearest */.pA)(word, there);
    if (near.length > 0)
        return `; did you mean ${(0,lib_text/* listed */.KE)(near.map(quoted), 'or')}?`;
    const more = there.length > MOST ? ['\u2026'] : [];
    return `; there is ${(0,lib_text/* listed */.KE)([...there.slice(0, MOST).map(quoted), ...more])}.`;
}

;// CONCATENATED MODULE: ./lib/providers/retrace.js
// Stackify Retrace: a deployment request that is started, then completed or cancelled. Vendor facts, and what is only
// assumed because the vendor does not say: docs/providers/retrace.md.






const retrace_inputs = {
    'retrace-app': (0,kinds/* text */.Qq)('AppName exactly as in Retrace.', { required: true }),
    'retrace-check-names': (0,kinds/* flag */.Jt)('Look the app and environment up first and fail with suggestions when they do not exist. Best effort: the look-up is unofficial, and where it does not answer that is a warning.', false),
};
const retrace_API = 'https://api.stackify.net';
const NAMES_API = 'https://api.stackify.com';
const retrace = defineProvider({
    id: 'retrace',
    name: 'Retrace',
    effect: 'records',
    where: 'in the Retrace portal (a completed deploy shows within about 5 minutes)',
    tokenEnv: 'STACKIFY_API_KEY',
    inputs: retrace_inputs,
    calls: retrace_calls_calls,
    // The vendor documents none. A name that the portal does not have is the vendor's to refuse.
    limits: {},
    hints: retrace_calls_hints,
    complete(own, asked) {
        return { own, warnings: oddNames({ ...asked, app: own.retraceApp }) };
    },
    check(own, asked) {
        const { operation, version } = asked;
        const problems = [];
        if (operation === 'rollback' && version === '') {
            problems.push('version is required for operation rollback with Retrace, which cannot list earlier deploys: the version to deploy again.');
        }
        return [...problems, ...retrace_key_idProblems({ ...asked, app: own.retraceApp })];
    },
    connect(_own, { token, apiUrl }) {
        return {
            baseUrl: apiUrl || retrace_API,
            headers: { authorization: `ApiKey ${token}` },
            // Another host with another header; with an address of the user's own, everything is there.
            servers: { names: { baseUrl: apiUrl || NAMES_API, headers: { 'x-stackify-key': token } } },
            secrets: [token],
        };
    },
    async lookUp(job) {
        const wanted = { app: job.own.retraceApp, environment: job.environment };
        return {
            facts: undefined,
            warnings: job.own.retraceCheckNames ? await checkNames(job.api, wanted) : [],
        };
    },
    async createDeploy(job, deploy) {
        await job.api.send('start', {}, { body: described(job, deploy) });
        return opened(job);
    },
    /** The three strings are the identity, so what is open needs no look. */
    async findOpen(job) {
        return opened(job);
    },
    async finishDeploy(job, deploy, id) {
        checkVersion(keyOf(names(job)), id);
        const isSuccess = deploy.status === 'success';
        if (isSuccess)
            await job.api.send('complete', {}, { body: described(job, deploy) });
        else
            await job.api.send('cancel', {}, { body: identity(job) });
        return { step: 'finish', id, ...ends[deploy.status] };
    },
});
const ends = {
    success: {
        outcome: 'accepted',
        note: 'it shows within about 5 minutes; if it does not, compare both names with the portal',
    },
    failure: { outcome: 'failed', note: 'cancelled, so Retrace shows no deploy' },
    cancelled: { outcome: 'cancelled', note: 'Retrace shows no deploy' },
};
function opened(job) {
    return {
        step: 'deploy',
        outcome: 'started',
        id: keyOf(names(job)),
        note: 'Retrace shows it only when it is completed',
    };
}
function names({ own, environment, version }) {
    return { app: own.retraceApp, environment, version };
}
/** The names are sent as they are: whether Retrace compares their case is not documented. */
function identity({ own, environment, version }) {
    return { AppName: own.retraceApp, EnvironmentName: environment, Version: version };
}
/** The same with start and complete, so that either order of merging gives the same record. */
function described(job, { name, url }) {
    const { ref, refKind } = job.context;
    const optional = {
        // The vendor's script falls back to the version too.
        Name: name || job.version,
        Uri: url,
        Branch: refKind === 'branch' ? ref : '',
        Commit: retrace_commitOf(job),
    };
    // The vendor's script leaves out what is empty.
    const set = Object.entries(optional).filter(([, value]) => value !== '');
    return { ...identity(job), ...Object.fromEntries(set) };
}
/** A rollback to a version that is a commit names that commit, and not the one that the workflow runs on. */
function retrace_commitOf({ operation, version, range }) {
    return operation === 'rollback' && (0,lib_text/* isSha */.HH)(version) ? version : range.head;
}

;// CONCATENATED MODULE: ./lib/providers/sentry-calls.js
// Sentry: its inputs, its requests, and the parts of its answers that we read.



const sentry_calls_inputs = {
    'sentry-org': (0,kinds/* text */.Qq)('Organization slug or id.', {
        env: 'SENTRY_ORG',
        defaultText: '`SENTRY_ORG`, else from an organization token',
    }),
    'sentry-projects': (0,kinds/* list */.p_)('Project slugs or ids.', {
        env: 'SENTRY_PROJECT',
        defaultText: '`SENTRY_PROJECT`',
    }),
    'sentry-finalize': (0,kinds/* flag */.Jt)("Set the release's date.", true),
    'sentry-status': (0,kinds/* choice */.Yq)("Also set the release's status.", ['open', 'archived']),
    'sentry-repository': (0,kinds/* text */.Qq)('Repository name as Sentry knows it.', { defaultText: '`owner/name`' }),
};
const BUSY = 'Sentry is still processing the commits of this release, by another job. Run the step again.';
const sentry_calls_API = 'https://docs.sentry.io/api/releases';
const sentry_calls_calls = {
    getRelease: {
        route: 'GET /api/0/organizations/{org}/releases/{version}/',
        repeat: 'safe',
        does: 'show release "{version}"',
        results: [404],
        docs: `${sentry_calls_API}/retrieve-an-organizations-release/`,
    },
    createRelease: {
        route: 'POST /api/0/organizations/{org}/releases/',
        // Get or create: a repeat answers 208 and replaces the commits by the same list.
        repeat: 'safe',
        busy: [409],
        does: 'create release "{version}"',
        hints: {
            409: BUSY,
            413: 'There are too many commits: set commits-from or paths to a smaller range, or commits: refs.',
        },
        docs: `${sentry_calls_API}/create-a-new-release-for-an-organization/`,
    },
    updateRelease: {
        route: 'PUT /api/0/organizations/{org}/releases/{version}/',
        repeat: 'safe',
        busy: [409],
        does: 'finalize release "{version}"',
        hints: { 409: BUSY },
        docs: `${sentry_calls_API}/update-an-organizations-release/`,
    },
    createDeploy: {
        route: 'POST /api/0/organizations/{org}/releases/{version}/deploys/',
        repeat: 'unsafe',
        does: 'create the deploy of release "{version}"',
        docs: `${sentry_calls_API}/create-a-deploy/`,
    },
    listDeploys: {
        route: 'GET /api/0/organizations/{org}/releases/{version}/deploys/',
        repeat: 'safe',
        does: 'list the deploys of release "{version}"',
        docs: `${sentry_calls_API}/list-a-releases-deploys/`,
    },
    listReleases: {
        route: 'GET /api/0/organizations/{org}/releases/',
        repeat: 'safe',
        does: 'list the releases of the environment',
        // 404: nothing was ever deployed to an environment of this name. 400: an older server takes no slugs here.
        results: [404],
        isResult: (status, body) => status === 400 && (0,json/* textAt */.$6)(body, 'detail').includes('project parameter'),
        docs: `${sentry_calls_API}/list-an-organizations-releases/`,
    },
};
const sentry_calls_Id = dist/* pipe */.Fs(dist/* union */.KC([dist/* string */.Yj(), dist/* number */.ai()]), dist/* transform */.pd(String));
const DeployItem = dist/* object */.Ik({
    id: sentry_calls_Id,
    environment: dist/* string */.Yj(),
    name: dist/* nullish */.cl(dist/* string */.Yj()),
    dateFinished: dist/* nullish */.cl(dist/* string */.Yj()),
});
const sentry_calls_Release = dist/* object */.Ik({
    version: dist/* string */.Yj(),
    status: dist/* nullish */.cl(dist/* string */.Yj()),
    projects: dist/* array */.YO(dist/* object */.Ik({ slug: dist/* string */.Yj(), id: dist/* optional */.lq(sentry_calls_Id) })),
    commitCount: dist/* nullish */.cl(dist/* number */.ai()),
    deployCount: dist/* nullish */.cl(dist/* number */.ai()),
    dateReleased: dist/* nullish */.cl(dist/* string */.Yj()),
    lastCommit: dist/* nullish */.cl(dist/* object */.Ik({ id: dist/* string */.Yj() })),
    lastDeploy: dist/* nullish */.cl(DeployItem),
});
// The columns hold 200: a longer ref is refused, a longer url is probably a 500 (assumed). Longer ones are left out.
const COLUMN = 200;
/** The parameters of a release's routes. */
function paramsOf({ own, version }) {
    return { org: own.sentryOrg, version };
}
/** Is it one of the projects that were asked for, by slug or id? */
function sentry_calls_isOurs(wanted, { slug, id }) {
    return wanted.includes(slug) || (id !== undefined && wanted.includes(String(id)));
}
/** A numeric project goes as a number: self-hosted before 25.12.1 takes ids only so (sentry-cli #3068). */
function projectsOf({ own }) {
    return own.sentryProjects.map((project) => (/^\d+$/.test(project) ? Number(project) : project));
}
/** The page of the job's release. */
function releasePage(job) {
    return sentry_calls_pageOf(job.webUrl, job.own.sentryOrg, job.version);
}
/** The page of a release, whatever its name. */
function sentry_calls_pageOf(webUrl, org, version) {
    // Half a pair of surrogates cannot be encoded.
    const name = version.replace(/\p{Surrogate}/gu, '\ufffd');
    return `${webUrl}/organizations/${encodeURIComponent(org)}/releases/${encodeURIComponent(name)}/`;
}

;// CONCATENATED MODULE: ./lib/providers/sentry-history.js
// Earlier deploys of an environment at Sentry, which lists releases by their date and not by deploy: one request for the
// releases, and one for each whose deploys it does not tell, until enough is known.





/** So many that one which a rollback brought back is rarely too old to be among them. */
const sentry_history_RELEASES = 20;
/** As many as the diagram of the summary shows. */
const sentry_history_ENOUGH = 10;
/** The deploys to the environment, newest first. */
async function sentry_history_history(session) {
    const releases = await releasesOf(session, session.own.sentryProjects);
    const found = [];
    for (const release of releases.sort((a, b) => lastAt(b) - lastAt(a))) {
        // What is still to be asked for was deployed, wherever, before all of these.
        const newer = found.filter(({ at = 0 }) => at >= lastAt(release));
        if (newer.length >= sentry_history_ENOUGH)
            break;
        found.push(...(await deploysOf(session, release)));
    }
    return found.sort(sentry_history_newestFirst);
}
/**
 * The releases that reached the environment, newest first, where the summary shows them; none when that fails. A deploy
 * that is there is the last one of its release.
 */
async function glanceAtReleases({ glance, release }) {
    const projectIds = String(release?.facts?.['projectIds'] ?? '');
    if (!glance || projectIds === '')
        return [];
    try {
        return await releasesOf(glance(), projectIds.split(' '));
    }
    catch (error) {
        if (!(0,errors/* isExpected */.Dn)(error))
            throw error;
        return [];
    }
}
/**
 * The newest deploys to the environment, newest first, as far as the releases tell them: of each the last one, and only
 * what is newer than any that went elsewhere. What the job's own release had before its deploy is added.
 */
function toldBy(job, releases) {
    const elsewhere = releases.filter(({ lastDeploy }) => lastDeploy?.environment !== job.environment);
    const since = Math.max(...elsewhere.map(lastAt));
    return [...releases.flatMap((release) => lastOf(job, release)), ...(job.release?.past ?? [])]
        .filter(({ at = 0 }) => at > since)
        .sort(sentry_history_newestFirst);
}
/** The last deploy of a release, if it was one to the environment. */
function lastOf(session, release) {
    const { lastDeploy } = release;
    return lastDeploy?.environment === session.environment ? [sentry_history_pastDeploy(session, release, lastDeploy)] : [];
}
function sentry_history_newestFirst(a, b) {
    return (b.at ?? 0) - (a.at ?? 0);
}
/** When the release was deployed last, to any environment: no deploy to ours is newer. */
function lastAt({ lastDeploy }) {
    return (0,lib_text/* instant */.uR)(lastDeploy?.dateFinished) ?? Number.POSITIVE_INFINITY;
}
async function releasesOf({ api, own, environment }, wanted) {
    const params = { org: own.sentryOrg };
    const query = { environment, per_page: sentry_history_RELEASES };
    const schema = dist/* array */.YO(sentry_calls_Release);
    const answer = await api.send('listReleases', params, {
        // Without it the releases of an organization's other projects would fill the page.
        query: { ...query, project: wanted },
        schema,
    });
    const { body } = answer.status === 400 ? await api.send('listReleases', params, { query, schema }) : answer;
    return (body ?? []).filter(({ deployCount, projects }) => {
        return deployCount !== 0 && projects.some((project) => sentry_calls_isOurs(own.sentryProjects, project));
    });
}
/** The deploys of one release to the environment. Its last deploy of any environment comes with the list for free. */
async function deploysOf(session, release) {
    const { api, own, environment } = session;
    const last = lastOf(session, release);
    if (last.length > 0)
        return last;
    const params = { org: own.sentryOrg, version: release.version };
    const { body } = await api.send('listDeploys', params, { schema: dist/* array */.YO(DeployItem) });
    return (body ?? [])
        .filter((item) => item.environment === environment)
        .map((item) => sentry_history_pastDeploy(session, release, item));
}
function sentry_history_pastDeploy({ own, webUrl }, release, item) {
    return {
        id: item.id,
        version: release.version,
        outcome: 'recorded',
        url: sentry_calls_pageOf(webUrl, own.sentryOrg, release.version),
        ...(release.lastCommit ? { sha: release.lastCommit.id } : {}),
        ...timeAndMarker(item),
    };
}
function timeAndMarker({ name, dateFinished }) {
    const at = (0,lib_text/* instant */.uR)(dateFinished);
    const marker = (0,lib_marker/* markerAtEnd */.Rd)(name ?? '');
    return { ...(at === undefined ? {} : { at }), ...(marker === undefined ? {} : { marker }) };
}

;// CONCATENATED MODULE: ./lib/providers/sentry-commits.js

const noCommits = { fields: {}, count: 0, expected: undefined, warnings: [] };
const MAX_COMMITS = 1_000;
const MAX_BYTES = 1_000_000;
const MAX_REPOSITORY = 64;
const MAX_REF_REPOSITORY = 200;
const MAX_NAME = 128;
// Newer servers take 200 and keep 75; older self-hosted ones refuse more than 75.
const MAX_EMAIL = 75;
// Newer servers take 510, older self-hosted ones 255 (sentry-cli #1272).
const MAX_PATH = 255;
const MAX_MESSAGE = 65_536;
/** The commits of the range, newest first, within Sentry's limits. */
function commitsForSentry({ range, context, own, commitsMode }) {
    const repository = own.sentryRepository || context.repository.full;
    if (commitsMode === 'refs')
        return refsForSentry(range, repository);
    if (commitsMode === 'none' || range.commits.length === 0)
        return noCommits;
    const hasTimes = range.commits.every(({ time }) => time !== undefined);
    const isNameable = repository.length <= MAX_REPOSITORY;
    const newest = range.commits
        .slice(0, MAX_COMMITS)
        .map((commit) => field(commit, isNameable ? repository : '', hasTimes));
    const commits = (0,lib_text/* fitting */._Q)(newest, MAX_BYTES, (commit) => (0,lib_text/* bytes */.ee)(JSON.stringify(commit)) + 1);
    return {
        fields: { commits },
        count: commits.length,
        // Sentry drops these without a word (models/releases/set_commits.py).
        expected: commits.filter(({ message }) => !message.includes('#skipsentry')).length,
        warnings: [
            ...(isNameable ? [] : [tooLong(repository)]),
            ...(range.total > commits.length ? [tooMany(commits.length, range.total)] : []),
        ],
    };
}
function tooLong(repository) {
    return `the repository name "${repository}" is longer than the ${MAX_REPOSITORY} characters that Sentry takes, so the commits go without it`;
}
function tooMany(sent, total) {
    return `the release gets the newest ${(0,lib_text/* plural */.LS)(sent, 'commit')} of ${total}: Sentry takes at most ${MAX_COMMITS} and 1 MB`;
}
function refsForSentry(range, repository) {
    const ref = {
        repository: (0,lib_text/* cut */.Jj)(repository, MAX_REF_REPOSITORY),
        commit: range.head,
        ...(range.base ? { previousCommit: range.base } : {}),
    };
    return {
        fields: { refs: [ref] },
        count: 0,
        expected: undefined,
        warnings: [],
        note: 'Sentry fetches the commits itself',
    };
}
function field(commit, repository, hasTime) {
    const files = commit.files?.filter(({ path }) => path.length <= MAX_PATH);
    return {
        id: commit.sha,
        message: (0,lib_text/* cut */.Jj)(commit.message, MAX_MESSAGE),
        ...(repository ? { repository } : {}),
        ...(commit.authorName ? { author_name: (0,lib_text/* cut */.Jj)(commit.authorName, MAX_NAME) } : {}),
        ...(commit.authorEmail ? { author_email: commit.authorEmail.slice(0, MAX_EMAIL) } : {}),
        // On all or on none: the server sorts by it and cannot compare a date with nothing.
        ...(hasTime && commit.time !== undefined ? { timestamp: new Date(commit.time).toISOString() } : {}),
        ...(files ? { patch_set: files.map(({ path, type }) => ({ path, type })) } : {}),
    };
}

;// CONCATENATED MODULE: ./lib/providers/sentry-releases.js
// Releases at Sentry: look first where commits could be lost, create, read back.





/** The release that must be there already. @throws ApiError (404) when it is not */
async function sentry_releases_confirmRelease(job) {
    const release = await sentry_releases_readRelease(job);
    return {
        step: 'release',
        outcome: 'existing',
        created: false,
        id: job.version,
        url: releasePage(job),
        ...toldOf(job, release),
    };
}
/** Makes the release with its commits, or finds it. */
async function sentry_releases_createRelease(job) {
    const old = needsLook(job) ? await sentry_releases_findRelease(job) : undefined;
    // The list is replaced as a whole, so a release that has commits keeps them (a promotion, a re-run).
    const commits = (old?.commitCount ?? 0) === 0 ? commitsForSentry(job) : noCommits;
    const answer = await job.api.send('createRelease', paramsOf(job), {
        body: sentry_releases_releaseBody(job, commits),
        schema: sentry_calls_Release,
    });
    const created = answer.status === 201 && old === undefined;
    return {
        step: 'release',
        outcome: created ? 'created' : 'existing',
        created,
        id: job.version,
        url: releasePage(job),
        commitCount: commits.count,
        ...(commits.note ? { note: commits.note } : {}),
        warnings: [...commits.warnings],
        facts: { expected: commits.expected },
    };
}
/** Confirms what Sentry has now, and sets the date of a release that was there without one. */
async function verifyRelease(job, made) {
    const release = await sentry_releases_readRelease({ ...job, release: made });
    checkRelease(job, release, made.facts?.['expected']);
    if (job.own.sentryFinalize && !release.dateReleased) {
        await job.api.send('updateRelease', paramsOf(job), { body: finalizeBody(job) });
    }
    return { ...made, ...toldOf(job, release) };
}
/**
 * For the deploy: how many there were before it and the last one, and the ids of our projects where a list would show the
 * release. Every server takes ids in a query, and no list shows what is archived.
 */
function toldOf(job, release) {
    const { deployCount, projects, status } = release;
    const ours = projects.filter((each) => sentry_calls_isOurs(job.own.sentryProjects, each));
    const projectIds = status === 'archived' ? '' : ours.flatMap(({ id }) => id ?? []).join(' ');
    return {
        facts: { deployCount: deployCount ?? undefined, projectIds },
        // With other projects in the release, it may be theirs: a deploy does not tell of which it was.
        past: ours.length === projects.length ? lastOf(job, release) : [],
    };
}
// Events whose commits do not depend on what was deployed before.
const OWN_RANGE = ['push', 'pull_request', 'pull_request_target', 'release', 'create'];
/**
 * Must the release be looked up before it is created? Its commits can only be the same when the version is the head's
 * or tag's own and so is the range; anything else could replace the commits of a release that is there.
 */
function needsLook({ isVersionDerived, range, context }) {
    const isOwnRange = OWN_RANGE.includes(context.event) && !['last-deploy', 'given'].includes(range.source);
    return !isVersionDerived || !isOwnRange;
}
async function sentry_releases_findRelease(job) {
    return (await job.api.send('getRelease', paramsOf(job), { schema: sentry_calls_Release })).body;
}
/** The release of the job. @throws ApiError (404) when there is none */
async function sentry_releases_readRelease(job) {
    const release = await sentry_releases_findRelease(job);
    if (release)
        return release;
    const cure = job.release
        ? 'It was created a moment ago: check that the token can read it.'
        : 'Create it first, e.g. with operation: release.';
    throw new errors/* ApiError */.hD(`Sentry has no release "${job.version}" in organization ${job.own.sentryOrg}. ${cure}`, {
        status: 404,
        mayHaveHappened: false,
    });
}
/** Read back: the version, our projects, and the number of commits that was sent. */
function checkRelease(job, release, expected) {
    const missing = job.own.sentryProjects.filter((project) => !release.projects.some((each) => sentry_calls_isOurs([project], each)));
    const problems = [
        ...(release.version === job.version ? [] : [`its version reads "${release.version}"`]),
        ...(missing.length === 0 ? [] : [`it is not in project ${(0,lib_text/* listed */.KE)(missing)}`]),
        ...(expected === undefined || release.commitCount === expected
            ? []
            : [`it has ${release.commitCount ?? 0} commits, ${expected} were sent`]),
    ];
    if (problems.length === 0)
        return;
    throw new errors/* ApiError */.hD(`Sentry took release "${job.version}", but read back ${(0,lib_text/* listed */.KE)(problems)}.`, {
        status: 200,
        mayHaveHappened: false,
    });
}
function sentry_releases_releaseBody(job, commits) {
    return {
        version: job.version,
        projects: projectsOf(job),
        ...refAndUrl(job),
        ...commits.fields,
        ...(job.own.sentryStatus ? { status: job.own.sentryStatus } : {}),
        ...(job.own.sentryFinalize ? { dateReleased: new Date(job.now()).toISOString() } : {}),
    };
}
function finalizeBody(job) {
    return { dateReleased: new Date(job.now()).toISOString(), ...refAndUrl(job) };
}
/** The branch or tag, and the page of the commit or tag on GitHub; each left out when the column cannot hold it. */
function refAndUrl({ context }) {
    const { ref, refKind, serverUrl, repository, headSha } = context;
    const page = refKind === 'tag' ? `releases/tag/${encodeURIComponent(ref)}` : `commit/${headSha}`;
    const url = `${serverUrl}/${repository.full}/${page}`;
    return { ...(ref && ref.length <= COLUMN ? { ref } : {}), ...(url.length <= COLUMN ? { url } : {}) };
}

;// CONCATENATED MODULE: ./lib/providers/sentry-deploys.js
// Deploy records at Sentry: create, read back, and find ours by the marker in the name.






const sentry_deploys_MAX_NAME = 64;
/** Records the deploy. */
async function createDeploy(job, deploy) {
    const schema = dist/* object */.Ik({ id: sentry_calls_Id });
    const { body } = await job.api.send('createDeploy', paramsOf(job), {
        body: deployBody(job, deploy),
        schema,
    });
    return { step: 'deploy', outcome: 'created', id: body?.id ?? '', url: releasePage(job) };
}
/**
 * Reads the deploy back: with the last deploys of the environment's releases, where the summary shows those; else in the
 * list of this release, where it stands or a newer one has overtaken it.
 */
async function verifyDeploy(job, deploy, made) {
    const { id = '' } = made;
    const releases = await glanceAtReleases(job);
    const last = releases.find(({ version }) => version === job.version)?.lastDeploy;
    if (last?.id === id)
        return { ...recorded(job, deploy, last), past: toldBy(job, releases) };
    const listed = (await listDeploys(job)).filter(({ environment }) => environment === job.environment);
    const ours = listed.find((item) => item.id === id);
    if (ours)
        return recorded(job, deploy, ours);
    // The list shows only the newest deploy of an environment (release_deploys.py of getsentry/sentry).
    if (listed.length > 0) {
        const warnings = [
            `a newer deploy to ${job.environment} was recorded at the same time, so Sentry no longer lists this one`,
        ];
        return { ...made, outcome: 'superseded', warnings };
    }
    throw new errors/* ApiError */.hD(`Sentry answered that deploy ${id} was created, but does not list it in ${job.environment}.`, {
        status: 201,
        mayHaveHappened: false,
    });
}
/** Ours by the marker. Where a newer deploy may have pushed it out of the list, it cannot be told. */
async function findDeploy(job, deploy) {
    const listed = (await listDeploys(job)).filter(({ environment }) => environment === job.environment);
    const ours = listed.find(({ id, name }) => name?.endsWith(deploy.marker) && !deploy.ignore.includes(id));
    if (ours)
        return { ...recorded(job, deploy, ours), past: toldBy(job, await glanceAtReleases(job)) };
    // Ours would stand in the list unless a newer one pushed it out; the count of deploys tells whether it ever was.
    if (listed.length === 0)
        return 'absent';
    const before = job.release?.facts?.['deployCount'];
    const { deployCount } = await sentry_releases_readRelease(job);
    return before !== undefined && deployCount === before ? 'absent' : 'undecided';
}
function deployBody(job, deploy) {
    const room = sentry_deploys_MAX_NAME - deploy.marker.length - 1;
    return {
        environment: job.environment,
        name: `${(0,lib_text/* cut */.Jj)(deploy.name, room)} ${deploy.marker}`.trim(),
        ...(deploy.url.length <= COLUMN ? { url: deploy.url } : {}),
        dateStarted: new Date(deploy.startedAt).toISOString(),
        // Never null, which the server cannot store; left out it would be the server's clock.
        dateFinished: new Date(deploy.finishedAt ?? job.now()).toISOString(),
        projects: projectsOf(job).map(String),
    };
}
async function listDeploys(job) {
    return (await job.api.send('listDeploys', paramsOf(job), { schema: dist/* array */.YO(DeployItem) })).body ?? [];
}
function recorded(job, deploy, item) {
    const finishedAt = (0,lib_text/* instant */.uR)(item.dateFinished);
    return {
        step: 'deploy',
        outcome: 'recorded',
        id: item.id,
        url: releasePage(job),
        startedAt: deploy.startedAt,
        ...(finishedAt === undefined ? {} : { finishedAt }),
    };
}

;// CONCATENATED MODULE: ./lib/providers/sentry-token.js
// Organization tokens say where they belong: `sntrys_<base64 of JSON>_<random>`. The claim is not signed; it only
// chooses the host that the token itself was made for. Source: orgauthtoken_token.py in getsentry/sentry.
/** The claim of an organization token; undefined for every other token, whatever its shape. */
function claimOf(token) {
    const parts = token.split('_');
    const [kind, part = ''] = parts;
    if (kind !== 'sntrys' || parts.length !== 3)
        return undefined;
    try {
        const claim = JSON.parse(Buffer.from(part, 'base64').toString('utf8'));
        if (typeof claim !== 'object' || claim === null)
            return undefined;
        const at = (key) => {
            const value = Object.entries(claim).find(([name]) => name === key)?.[1];
            return typeof value === 'string' ? value.replace(/\/+$/, '') : '';
        };
        return { org: at('org'), url: at('url'), regionUrl: at('region_url'), part };
    }
    catch {
        // A token that only looks like one: sentry-cli sends it as it is, and so do we.
        return undefined;
    }
}
const SAAS = 'https://sentry.io';
/** Input, then the claim's region, then the claim's url, then sentry.io. Never a host from the environment. */
function hostsOf(claim, apiUrl) {
    const candidates = [apiUrl, claim?.regionUrl ?? '', claim?.url ?? ''].filter(isUsable);
    const api = candidates[0] ?? SAAS;
    const others = [...new Set(candidates)].filter((url) => url !== api).map((url) => new URL(url).host);
    const web = claim?.url && isUsable(claim.url) && !apiUrl
        ? claim.url
        : api.replace(/^https:\/\/[\w-]+\.sentry\.io$/, SAAS);
    return { api, web, others };
}
/** Plain http would show the token to the network; only an explicit `api-url` to loopback may use it. */
function isUsable(url) {
    return (URL.canParse(url) &&
        (new URL(url).protocol === 'https:' || /^http:\/\/(127\.|localhost|\[::1\])/.test(url)));
}

;// CONCATENATED MODULE: ./lib/providers/sentry.js
// Sentry: a release with its commits, and a deploy record. Vendor facts: docs/providers/sentry.md.






const sentry = defineProvider({
    id: 'sentry',
    name: 'Sentry',
    effect: 'records',
    where: 'in Sentry under Releases',
    tokenEnv: 'SENTRY_AUTH_TOKEN',
    takesFiles: true,
    inputs: sentry_calls_inputs,
    calls: sentry_calls_calls,
    limits: {
        // The strictest of server, relay and sentry-cli, so that a version that we take works everywhere.
        version: { maxBytes: 200, forbidden: ['/', '\\'], reserved: ['latest', '.', '..'], trimmed: true },
        environment: { maxLength: 64, forbidden: ['/', '\\'], reserved: ['none', '.', '..'], trimmed: true },
    },
    hints: {
        401: 'Check the token, and that it belongs to this host: a wrong region answers the same; set api-url to the region of the organization.',
        403: 'The token needs the scope project:releases, or be an organization token.',
        404: 'The organization, release or project is not visible to this token: check sentry-org, sentry-projects and api-url.',
        400: 'Check sentry-projects: each must be the slug or id of a project that the token can reach.',
    },
    complete(own, { token, env }) {
        const claim = claimOf(token);
        if (!claim?.org || own.sentryOrg === claim.org)
            return { own, warnings: [] };
        // The workflow file is checked below; the environment may belong to another tool, so the token's claim wins.
        const isFromEnvironment = own.sentryOrg === '' || own.sentryOrg === (env['SENTRY_ORG'] ?? '').trim();
        if (!isFromEnvironment)
            return { own, warnings: [] };
        const warning = `SENTRY_ORG is "${own.sentryOrg}", but the organization token belongs to "${claim.org}", which is used.`;
        return { own: { ...own, sentryOrg: claim.org }, warnings: own.sentryOrg === '' ? [] : [warning] };
    },
    check(own, { token }) {
        const claim = claimOf(token);
        const problems = [];
        if (!own.sentryOrg) {
            problems.push('sentry-org is required when provider is sentry: the organization slug, or use an organization token that carries it.');
        }
        if (claim?.org && own.sentryOrg !== claim.org) {
            problems.push(`sentry-org is "${own.sentryOrg}", but the organization token belongs to "${claim.org}"; remove sentry-org or use a token of that organization.`);
        }
        if (own.sentryProjects.length === 0) {
            problems.push('sentry-projects is required when provider is sentry: one or more project slugs, separated by spaces.');
        }
        return problems;
    },
    connect(_own, { token, apiUrl }) {
        const claim = claimOf(token);
        const hosts = hostsOf(claim, apiUrl);
        return {
            baseUrl: hosts.api,
            webUrl: hosts.web,
            otherHosts: hosts.others,
            headers: { authorization: `Bearer ${token}` },
            secrets: [token, ...(claim ? [claim.part] : [])],
        };
    },
    confirmRelease: sentry_releases_confirmRelease,
    createRelease: sentry_releases_createRelease,
    verifyRelease: verifyRelease,
    createDeploy: createDeploy,
    verifyDeploy: verifyDeploy,
    findDeploy: findDeploy,
    // No `recent`: a deploy is promised in four requests, and reading it back tells the newest ones as well.
    history: sentry_history_history,
});

;// CONCATENATED MODULE: ./lib/providers/index.js





const providers = {
    sentry: sentry,
    retrace: retrace,
    beanstalk: beanstalk,
    akkeris: akkeris,
    github: github,
};

// EXTERNAL MODULE: ./lib/inputs/limits.js
var limits = __nccwpck_require__(5173);
;// CONCATENATED MODULE: ./lib/inputs/read.js
// Reads and checks all inputs at once: every problem in one message, each with its cure, before any request.






/** Every input that exists, by name: the common ones, then each provider's. */
function allInputs() {
    return Object.assign({}, inputs_common/* commonInputs */.j$, ...Object.values(providers).map(({ inputs }) => inputs));
}
/**
 * Reads the inputs of the step.
 * @param env the process environment, with the runner's INPUT_\u2026 variables
 * @param mask called for each secret before anything else is done with it
 * @throws InputError naming every problem at once
 */
function readInputs(env, mask) {
    maskSecrets(env, mask);
    const problems = [];
    const common = readAll(env, inputs_common/* commonInputs */.j$, problems);
    const provider = providers[common.provider];
    if (!provider) {
        if (!inputText(env, 'provider', inputs_common/* commonInputs */.j$.provider)) {
            problems.push(`provider is required: one of ${Object.keys(providers).join(', ')}.`);
        }
        throw new errors/* InputError */.dz([...problems, ...misspelt(env)]);
    }
    const given = readAll(env, provider.inputs, problems);
    const token = tokenOf(env, provider, common);
    if (!sendable(token)) {
        problems.push('token holds a line break or another sign that cannot be sent: copy it into the secret again.');
    }
    // A provider that carries deploys out is asked for the end. An empty status comes from an expression about a step that
    // did not run, and must not count as a success.
    const hasStatus = inputText(env, 'status', inputs_common/* commonInputs */.j$.status) !== '';
    if (common.operation === 'finish' && !provider.readDeploy && !hasStatus)
        problems.push(inputs_common/* NO_STATUS */.rF);
    if (!token)
        problems.push(`token is required: set the input, or ${provider.tokenEnv} in the step's env.`);
    problems.push(...operationProblems(provider, common), ...nameProblems(provider, common));
    const asked = { ...common, version: (0,refs/* withoutRefs */.J)(common.version), token, env };
    const { own, warnings } = provider.complete?.(given, asked) ?? { own: given, warnings: [] };
    problems.push(...(provider.check?.(own, asked) ?? []));
    // A misspelt name is often why another input is missing; without any problem it is only worth a warning.
    if (problems.length > 0)
        throw new errors/* InputError */.dz([...problems, ...misspelt(env)]);
    return {
        common,
        provider,
        own,
        token,
        warnings: [...warnings, ...strangers(env, provider), ...misspelt(env)],
    };
}
/** Every secret that an input or a provider's variable holds, whichever provider is chosen. */
function maskSecrets(env, mask) {
    for (const [name, input] of Object.entries(allInputs())) {
        const value = input.kind === 'secret' ? inputText(env, name, input) : '';
        if (value)
            mask(value);
    }
    for (const { tokenEnv } of Object.values(providers)) {
        const value = (env[tokenEnv] ?? '').trim();
        if (value)
            mask(value);
    }
}
/** The input, else the provider's variable; GitHub's has an input of its own. */
function tokenOf(env, { tokenEnv }, common) {
    if (common.token)
        return common.token;
    return tokenEnv === 'GITHUB_TOKEN' ? common.githubToken : (env[tokenEnv] ?? '').trim();
}
/** An HTTP header takes visible Latin-1 signs and spaces; a token pasted with a line break in it is no token. */
function sendable(token) {
    return /^[\x20-\x7e\xa0-\xff]*$/.test(token);
}
/** `INPUT_VERSION-FROM`: upper case, spaces become `_`, hyphens stay (actions/toolkit, getInput). */
function variable(name) {
    return `INPUT_${name.replace(/ /g, '_').toUpperCase()}`;
}
function inputText(env, name, input) {
    const given = (env[variable(name)] ?? '').trim();
    return given || (input.env ? (env[input.env] ?? '').trim() : '');
}
function readAll(env, inputs, problems) {
    const values = {};
    for (const [name, input] of Object.entries(inputs)) {
        const text = inputText(env, name, input);
        const read = input.read(text);
        if ('problem' in read) {
            const got = input.kind === 'secret' ? '' : `; got "${(0,lib_text/* oneLine */.TN)(text, 80)}"`;
            problems.push(`${name} ${read.problem}${got}.`);
        }
        // In place of a wrong value stands what an empty input means, so that the checks after it find their own problems only.
        const usable = 'problem' in read ? input.read('') : read;
        if ('value' in usable)
            values[camelCase(name)] = usable.value;
        if (input.required && text === '' && name !== 'provider')
            problems.push(`${name} is required: ${input.description}`);
    }
    // Each declared input was read by its own declaration, from which the type is made.
    return values;
}
/** `sentry-org` \u2192 `sentryOrg`. */
function camelCase(name) {
    return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}
/** Which operations a provider supports follows from the functions it has; the README's table is made from it. */
function supportedOperations(provider) {
    return [
        'deploy',
        ...(provider.createRelease ? ['release'] : []),
        ...(provider.readDeploy ? [] : ['track']),
        'start',
        'finish',
        'rollback',
        ...(provider.retryDeploy ? ['retry'] : []),
    ];
}
function operationProblems(provider, common) {
    const { operation, environment, deployId } = common;
    const supported = supportedOperations(provider);
    if (!supported.includes(operation)) {
        return [
            `operation ${operation} is not possible with ${provider.name}${whyNot(operation)}; it supports ${supported.join(', ')}.`,
        ];
    }
    const problems = [];
    const needsEnvironment = operation !== 'release' && !(operation === 'deploy' && provider.createRelease);
    if (needsEnvironment && environment === '' && !provider.defaultEnvironment) {
        problems.push(`environment is required for operation ${operation} with ${provider.name}: the name of the environment, e.g. production.`);
    }
    if (operation === 'retry' && deployId === '')
        problems.push('deploy-id is required for operation retry: the deploy to repeat.');
    if (operation === 'finish' && provider.readDeploy && deployId === '') {
        problems.push('deploy-id is required for operation finish: the output deploy-id of the step that started the deploy.');
    }
    return problems;
}
function whyNot(operation) {
    if (operation === 'release')
        return ', which has no releases';
    if (operation === 'track')
        return ': it carries the deploy out itself, and wait follows it';
    return '';
}
function nameProblems(provider, common) {
    const version = (0,refs/* withoutRefs */.J)(common.version);
    const { environment } = common;
    return [
        ...(version ? (0,limits/* checkLimit */.a)('version', version, provider.limits.version, provider.name) : []),
        ...(environment
            ? (0,limits/* checkLimit */.a)('environment', environment, provider.limits.environment, provider.name)
            : []),
    ];
}
/**
 * Inputs that belong to another provider and are set to something else than their default. One sentence a provider, since a
 * step may show ten warnings, and others may follow.
 */
function strangers(env, chosen) {
    return Object.values(providers).flatMap(({ name: owner, inputs }) => {
        const names = Object.entries(inputs)
            .filter(([name, input]) => !(name in chosen.inputs) && isSet(env, name, input))
            .map(([name]) => name);
        if (names.length === 0)
            return [];
        const [is, does] = names.length === 1 ? ['is an input', 'does'] : ['are inputs', 'do'];
        return [`${(0,lib_text/* listed */.KE)(names)} ${is} of ${owner} and ${does} nothing with provider ${chosen.id}.`];
    });
}
function isSet(env, name, input) {
    const given = (env[variable(name)] ?? '').trim();
    return given !== '' && given !== (input.default ?? '');
}
/** The runner only warns about unknown inputs, without saying which one was meant. */
function misspelt(env) {
    const names = Object.keys(allInputs());
    const known = new Set(names.map(variable));
    return Object.keys(env)
        .filter((key) => key.startsWith('INPUT_') && !known.has(key))
        .map((key) => {
        const name = key.slice('INPUT_'.length).toLowerCase();
        const [meant] = (0,lib_text/* nearest */.pA)(name.replace(/_/g, '-'), names, 1);
        return `there is no input ${(0,lib_text/* oneLine */.TN)(name, 60)}${meant ? `; did you mean ${meant}?` : '.'}`;
    });
}

// EXTERNAL MODULE: ./lib/report/ending.js
var ending = __nccwpck_require__(4443);
// EXTERNAL MODULE: ./lib/report/publish.js + 5 modules
var publish = __nccwpck_require__(6427);
// EXTERNAL MODULE: ./lib/saved.js
var lib_saved = __nccwpck_require__(4728);
;// CONCATENATED MODULE: ./lib/main.js
// The first half of a run, up to the connection to the provider. Read this first, then src/story.ts, which goes on while
// that connection is being set up. Everything before the plan only reads; only the steps write.







/** Runs one stage of the action and never throws for anything that can be told to the user. */
async function run(host, stage) {
    const saved = (0,lib_saved/* readSaved */.Sy)(host);
    if (stage === 'post' && !(0,lib_saved/* hasToClose */.GT)(saved))
        return {};
    if (stage === 'main')
        (0,lib_saved/* save */.UN)(host, lib_saved/* idle */.N7);
    try {
        return await begin(host, stage, saved ?? lib_saved/* idle */.N7);
    }
    catch (error) {
        const failed = (0,ending/* failureOf */.g5)(error, host);
        (0,publish/* publishStopped */.tO)(stage, failed, host);
        return (0,ending/* endingOf */.z6)(failed);
    }
}
async function begin(host, stage, saved) {
    const startedAt = stage === 'post' ? saved.startedAt : host.now();
    const inputs = readInputs(host.env, host.mask);
    if (stage === 'main')
        for (const warning of inputs.warnings)
            host.warning('Input', warning);
    const context = readContext(host.env, host.readEvent());
    if (context.stop)
        return (0,publish/* nothingToDo */.KN)(host, context.stop);
    if (context.refusal && inputs.common.operation !== 'release')
        throw new errors/* InputError */.dz([context.refusal]);
    const connection = connectionOf(inputs, host);
    const early = await (0,http_early/* openEarly */.o)(connection.baseUrl, host.env);
    try {
        const { story } = await Promise.all(/* import() */[__nccwpck_require__.e(57), __nccwpck_require__.e(366)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9366));
        return await story({ stage, saved, startedAt, inputs, context, connection, early }, host);
    }
    finally {
        early?.close();
    }
}
/** Where the provider is; what must never be seen of it is hidden from here on. */
function connectionOf({ provider, own, token, common }, host) {
    const connection = provider.connect(own, { token, apiUrl: common.apiUrl, env: host.env });
    for (const secret of connection.secrets)
        host.mask(secret);
    return connection;
}

;// CONCATENATED MODULE: ./lib/stage.js
// Runs a stage against the real runner and turns its end into the step's end. `on-error` is decided here and nowhere
// else.



// A cancelled step is to be gone within 2 s; the runner kills it after 10.
const LEAVE_MS = 1_000;
async function runStage(stage) {
    const host = realHost();
    const { fails, title = 'record-deploy', isSoft } = await run(host, stage);
    const onError = inputs_common/* commonInputs */.j$['on-error'].read((host.env['INPUT_ON-ERROR'] ?? '').trim());
    if (fails && isSoft && 'value' in onError && onError.value === 'warn')
        host.warning(title, fails);
    else if (fails)
        host.fail(title, fails);
    // All is said and saved, so nothing is worth waiting for: not the connection, nor what a cancellation cannot call off.
    // A name look-up is waited for even by an exit, so after a cancellation a timer makes an end of that.
    if (host.signal.aborted)
        setTimeout(() => process.kill(process.pid, 'SIGKILL'), LEAVE_MS).unref();
    // Once the log is written: on Windows a pipe is written to in the background.
    else
        process.stdout.write('', () => process.exit());
}


/***/ }),

/***/ 8804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E$: () => (/* binding */ redact),
/* harmony export */   FV: () => (/* binding */ escapeMarkdown),
/* harmony export */   HH: () => (/* binding */ isSha),
/* harmony export */   Is: () => (/* binding */ harmless),
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   TM: () => (/* binding */ firstLine),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   _Q: () => (/* binding */ fitting),
/* harmony export */   ee: () => (/* binding */ bytes),
/* harmony export */   eo: () => (/* binding */ secretForms),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   pA: () => (/* binding */ nearest),
/* harmony export */   uR: () => (/* binding */ instant)
/* harmony export */ });
// Foreign text is everything that people or servers wrote. Nothing of it reaches a log, a summary, an output
// or a provider before one of these functions made it harmless or short enough. Small readers and words for people, too.
// C0, DEL and C1 controls, line and paragraph separators, and the bidirectional controls that can make a
// line read differently from what it is.
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu;
/**
 * One line that the runner will not obey. It obeys `::name::` at a line's start (after white space) and `##[name]`
 * anywhere (actions/runner, ActionCommand.cs); both are broken up, so the result can never be a command.
 */
function harmless(text) {
    return text
        .replace(CONTROLS, ' ')
        .replace(/##(?=\[)/g, '## ')
        .replace(/^(\s*):(?=:)/, '$1: ');
}
/** Foreign text as one short, harmless line. */
function oneLine(text, max = 300) {
    return cut(harmless(harmless(text).replace(/\s+/g, ' ').trim()), max);
}
/** The first line of a text that has anything on it, e.g. the subject of a commit message. */
function firstLine(text) {
    return (text
        .split(/\r\n|\r|\n/)
        .find((line) => line.trim() !== '')
        ?.trim() ?? '');
}
/** At most `max` UTF-16 units, never ending in half a character; `\u2026` shows that something was cut. */
function cut(text, max) {
    if (text.length <= max)
        return text;
    const kept = text.slice(0, Math.max(0, max - 1));
    return `${kept.replace(/[\ud800-\udbff]$/, '')}\u2026`;
}
/** The first of some items, as many as together stay within `max`. */
function fitting(items, max, sizeOf) {
    let size = 0;
    const end = items.findIndex((item) => {
        size += sizeOf(item);
        return size > max;
    });
    return end === -1 ? items : items.slice(0, end);
}
/** The moment that a text names, in milliseconds since the epoch; undefined when it names none. */
function instant(text) {
    const at = Date.parse(text ?? '');
    return Number.isNaN(at) ? undefined : at;
}
/** A full git sha, of SHA-1. */
function isSha(text) {
    return /^[0-9a-f]{40}$/.test(text);
}
/** The length of a text in UTF-8 bytes. */
function bytes(text) {
    return Buffer.byteLength(text, 'utf8');
}
/**
 * Foreign text inside a Markdown line or table cell: no markup of any kind survives, no mention, no
 * reference to an issue, and nothing a browser would take for a tag. GitHub looks for mentions and references in the
 * text of the finished page, where `&#64;` is an `@` again; only a zero-width space behind it keeps them dead.
 */
function escapeMarkdown(text, max = 300) {
    return (oneLine(text, max)
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        // Before the signs become references: what is put between stands in the text that GitHub searches.
        .replace(/[@#](?=\S)|\bgh(?=-\d)/gi, (start) => `${start}\u200b`)
        .replace(/[\\`*_{}[\]()#+!|~$^@-]/g, (sign) => `&#${sign.charCodeAt(0)};`)
        // At the start of a line: a numbered list, and the underline that makes a heading of the line above.
        .replace(/^(\d+)\./, '$1&#46;')
        .replace(/^=/, '&#61;')
        .replace(/\/\//g, '/&#47;')
        .replace(/www\./gi, (host) => `${host.slice(0, 3)}&#46;`));
}
/** Every written form of a secret that we or a library send or could echo. */
function secretForms(secret) {
    const base64 = Buffer.from(secret, 'utf8').toString('base64');
    const forms = [
        secret,
        base64,
        base64.replace(/=+$/, ''),
        Buffer.from(secret, 'utf8').toString('base64url'),
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
    ];
    // An empty form would stand between any two letters.
    return [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
}
/**
 * Replaces each secret, in each of its forms, by `***`, also one of which `cut` left only the beginning.
 * Longer forms first, so that no rest is left over.
 */
function redact(text, forms) {
    const whole = forms.reduce((rest, form) => rest.replaceAll(form, '***'), text);
    return whole.includes('\u2026') ? whole.replace(/[^\s\u2026]+\u2026/g, (end) => redactEnd(end, forms)) : whole;
}
const SHORTEST_BEGINNING = 6;
/** A word that ends with the beginning of a secret, and `\u2026`. */
function redactEnd(end, forms) {
    const word = end.slice(0, -1);
    for (const form of forms) {
        for (let length = Math.min(form.length - 1, word.length); length >= SHORTEST_BEGINNING; length--) {
            if (word.endsWith(form.slice(0, length)))
                return `${word.slice(0, -length)}***\u2026`;
        }
    }
    return end;
}
/** `1 commit`, `2 commits`. */
function plural(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
/** A list in words: `a`, `a and b`, `a, b and c`. */
function listed(words, last = 'and') {
    if (words.length < 2)
        return words[0] ?? '';
    return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}
/** `950 ms`, `12 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
function duration(ms) {
    if (ms < 1000)
        return `${Math.round(ms)} ms`;
    const seconds = Math.round(ms / 1000);
    const parts = seconds < 60
        ? [seconds, 's', 0, '']
        : seconds < 3600
            ? [Math.floor(seconds / 60), 'min', seconds % 60, 's']
            : seconds < 86_400
                ? [Math.floor(seconds / 3600), 'h', Math.floor((seconds % 3600) / 60), 'min']
                : [Math.floor(seconds / 86_400), 'd', Math.floor((seconds % 86_400) / 3600), 'h'];
    const [big, bigUnit, small, smallUnit] = parts;
    return small > 0 ? `${big} ${bigUnit} ${small} ${smallUnit}` : `${big} ${bigUnit}`;
}
/** The candidates nearest to a word, best first, for "did you mean": at most `max`, none that is far off. */
function nearest(word, candidates, max = 3) {
    const wanted = word.toLowerCase();
    return candidates
        .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
        .filter(({ candidate, distance }) => distance <= Math.max(2, Math.ceil(candidate.length / 2)))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, max)
        .map(({ candidate }) => candidate);
}
/** Levenshtein distance, one row at a time. */
function editDistance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitute));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(5691);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
