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

// Left out, see scripts/build.ts.
const fail = () => { throw new Error('undici/lib/core/constants.js is not in this bundle (scripts/build.ts)') }
module.exports = { wellknownHeaderNames: [], headerNameLowerCasedRecord: Object.create(null) }


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

/***/ 7598:
/***/ ((module) => {

module.exports = process.getBuiltinModule("node:crypto");

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

module.exports = { maxHeaderSize: 16384 };

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
        close: () => {
            setImmediate(() => socket?.destroy());
        },
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
    const { runStage } = await Promise.resolve(/* import() eager */).then(__nccwpck_require__.bind(__nccwpck_require__, 9626));
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

/***/ 8454:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ defineProvider),
/* harmony export */   n: () => (/* binding */ defineManifest)
/* harmony export */ });
/** Gives a manifest its types; it is a plain object. */
function defineManifest(manifest) {
    return manifest;
}
/** Gives a provider its types; it is a plain object. */
function defineProvider(provider) {
    return provider;
}


/***/ }),

/***/ 5016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ manifest)
});

// UNUSED EXPORTS: inputs

// EXTERNAL MODULE: ./lib/inputs/kinds.js
var kinds = __nccwpck_require__(1850);
// EXTERNAL MODULE: ./lib/provider.js
var provider = __nccwpck_require__(8454);
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(8804);
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


const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
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
/** The form of every id here. */
function isUuid(text) {
    return UUID.test(text);
}

;// CONCATENATED MODULE: ./lib/providers/akkeris-manifest.js
// What is known of Akkeris without its code.




const inputs = {
    'akkeris-app': (0,kinds/* text */.Qq)('App to deploy to: `name-space`, or its id.', { required: true }),
    'akkeris-slug': (0,kinds/* text */.Qq)('Build to release: its id, or `latest` for the newest build that succeeded.'),
    'akkeris-image': (0,kinds/* text */.Qq)('Image to build first and then release: `docker://HOST/IMAGE:TAG`, or with a digest.'),
    'akkeris-status': (0,kinds/* flag */.Jt)('Attach a release status with the URL of the run to the release.', false),
    'akkeris-unknown': (0,kinds/* choice */.Yq)('What a release means that ends as `unknown`, because no dyno reported within 10 minutes.', ['success', 'warn', 'fail'], 'warn'),
};
const manifest = (0,provider/* defineManifest */.n)({
    id: 'akkeris',
    name: 'Akkeris',
    effect: 'deploys',
    operations: ['deploy', 'start', 'finish', 'rollback'],
    where: "at the app's releases (aka releases)",
    tokenEnv: 'AKKERIS_TOKEN',
    inputs,
    // The version goes to a build only, which keeps 128 characters of it; the environment is our own word for the app.
    limits: {},
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
});


/***/ }),

/***/ 921:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ manifest)
});

// UNUSED EXPORTS: inputs

// EXTERNAL MODULE: ./lib/inputs/kinds.js
var kinds = __nccwpck_require__(1850);
// EXTERNAL MODULE: ./lib/provider.js
var provider = __nccwpck_require__(8454);
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __nccwpck_require__(8804);
;// CONCATENATED MODULE: ./lib/providers/beanstalk-check.js

const AWS = 'That belongs to AWS Elastic Beanstalk. provider: beanstalk is for Beanstalk (beanstalkapp.com), another service; for AWS use an action that is made for it.';
/** Every problem, each with its cure. Empty required inputs are named elsewhere. */
function problemsOf(own, asked) {
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

;// CONCATENATED MODULE: ./lib/providers/beanstalk-manifest.js
// What is known of Beanstalk without its code.



const inputs = {
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
const manifest = (0,provider/* defineManifest */.n)({
    id: 'beanstalk',
    name: 'Beanstalk',
    effect: 'deploys',
    operations: ['deploy', 'start', 'finish', 'rollback', 'retry'],
    where: "in Beanstalk under the repository's Deployments",
    tokenEnv: 'BEANSTALK_TOKEN',
    inputs,
    limits: { environment: { maxLength: 20 } },
    check: problemsOf,
    connect(own, { token, apiUrl }) {
        const baseUrl = (apiUrl || `https://${own.beanstalkAccount}.beanstalkapp.com`).replace(/\/api$/, '');
        const pair = `${own.beanstalkUsername}:${token}`;
        const basic = Buffer.from(pair, 'utf8').toString('base64');
        return { baseUrl, headers: { authorization: `Basic ${basic}` }, secrets: [token, pair, basic] };
    },
    leaveOut: (own) => (own.beanstalkWaitForRevision ? [] : ['revision']),
    rollbackTarget: ({ beanstalkRevision }) => beanstalkRevision.toLowerCase(),
});


/***/ }),

/***/ 8929:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ manifest)
/* harmony export */ });
/* unused harmony export inputs */
/* harmony import */ var _inputs_kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1850);
/* harmony import */ var _provider_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8454);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8804);
// What is known of GitHub, as a provider, without its code.



const inputs = {
    'github-release': (0,_inputs_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)('Make the tag and the GitHub Release.', true),
    'github-notes': (0,_inputs_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)("Release notes: `generate` (GitHub's own, against the previous matching tag), `commits` (a grouped list of the commits of the range), or `none`.", ['generate', 'commits', 'none'], 'generate'),
    'github-draft': (0,_inputs_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)('Make the release a draft; GitHub makes the tag when it is published.', false),
    'github-prerelease': (0,_inputs_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)('Mark the release as a prerelease.', false),
    'github-latest': (0,_inputs_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .choice */ .Yq)('Mark the release as the latest: `auto` (by date and semantic version), `true` or `false`.', ['auto', 'true', 'false'], 'auto'),
};
const API = 'https://api.github.com';
const WEB = 'https://github.com';
const manifest = (0,_provider_js__WEBPACK_IMPORTED_MODULE_1__/* .defineManifest */ .n)({
    id: 'github',
    name: 'GitHub',
    effect: 'records',
    operations: ['deploy', 'release', 'track', 'start', 'finish', 'rollback'],
    where: 'in the repository under Releases and Deployments',
    tokenEnv: 'GITHUB_TOKEN',
    inputs,
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
            problems.push(`deploy-id must be the number of a deployment; got "${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(asked.deployId, 60)}".`);
        }
        if (isForeign(asked)) {
            problems.push(`token is required with api-url ${asked.apiUrl}: the workflow's own token belongs to another host and must not be shown to it.`);
        }
        return problems;
    },
    connect(_own, { token, apiUrl, env }) {
        const baseUrl = (apiUrl || env['GITHUB_API_URL'] || API).replace(/\/+$/, '');
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
});
/** Would the workflow's own token go to a host that did not make it? */
function isForeign({ apiUrl, token, githubToken, env }) {
    const own = env['GITHUB_API_URL'] ?? API;
    if (!apiUrl || !token || token !== githubToken || !URL.canParse(own))
        return false;
    return new URL(apiUrl).host !== new URL(own).host;
}
/** `https://HOST/api/v3` (GHES), `https://api.SUB.ghe.com` and `https://api.github.com` \u2192 where people open pages. */
function webOf(apiUrl) {
    const url = new URL(apiUrl);
    return /\/api\/v3$/.test(url.pathname) ? url.origin : url.origin.replace('://api.', '://');
}


/***/ }),

/***/ 7602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   oz: () => (/* binding */ idProblems),
/* harmony export */   ps: () => (/* binding */ checkVersion),
/* harmony export */   u3: () => (/* binding */ oddNames)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8804);
// What a deploy is found by at Retrace: three strings. Joined, they are our `deploy-id`, because Retrace gives none.


/** `AppName/EnvironmentName/Version` */
function keyOf({ app, environment, version }) {
    return `${app}/${environment}/${version}`;
}
/** A given `deploy-id` must say what the names say: only the names are sent. */
function idProblems(asked) {
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([mismatch(deployId, key)]);
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
    return `"${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .cut */ .Jj)((0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .harmless */ .Is)(name), 100)}"`;
}


/***/ }),

/***/ 5968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ manifest)
/* harmony export */ });
/* unused harmony export inputs */
/* harmony import */ var _inputs_kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1850);
/* harmony import */ var _provider_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8454);
/* harmony import */ var _retrace_key_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7602);
// What is known of Stackify Retrace without its code.



const inputs = {
    'retrace-app': (0,_inputs_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)('AppName exactly as in Retrace.', { required: true }),
    'retrace-check-names': (0,_inputs_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt)('Look the app and environment up first and fail with suggestions when they do not exist. Best effort: the look-up is unofficial, and where it does not answer that is a warning.', false),
};
const API = 'https://api.stackify.net';
const NAMES_API = 'https://api.stackify.com';
const manifest = (0,_provider_js__WEBPACK_IMPORTED_MODULE_2__/* .defineManifest */ .n)({
    id: 'retrace',
    name: 'Retrace',
    effect: 'records',
    operations: ['deploy', 'track', 'start', 'finish', 'rollback'],
    where: 'in the Retrace portal (a completed deploy shows within about 5 minutes)',
    tokenEnv: 'STACKIFY_API_KEY',
    inputs,
    // The vendor documents none. A name that the portal does not have is the vendor's to refuse.
    limits: {},
    complete(own, asked) {
        return { own, warnings: (0,_retrace_key_js__WEBPACK_IMPORTED_MODULE_1__/* .oddNames */ .u3)({ ...asked, app: own.retraceApp }) };
    },
    check(own, asked) {
        const { operation, version } = asked;
        const problems = [];
        if (operation === 'rollback' && version === '') {
            problems.push('version is required for operation rollback with Retrace, which cannot list earlier deploys: the version to deploy again.');
        }
        return [...problems, ...(0,_retrace_key_js__WEBPACK_IMPORTED_MODULE_1__/* .idProblems */ .oz)({ ...asked, app: own.retraceApp })];
    },
    connect(_own, { token, apiUrl }) {
        return {
            baseUrl: apiUrl || API,
            headers: { authorization: `ApiKey ${token}` },
            // Another host with another header; with an address of the user's own, everything is there.
            servers: { names: { baseUrl: apiUrl || NAMES_API, headers: { 'x-stackify-key': token } } },
            secrets: [token],
        };
    },
});


/***/ }),

/***/ 9268:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ manifest)
});

// UNUSED EXPORTS: inputs

// EXTERNAL MODULE: ./lib/inputs/kinds.js
var kinds = __nccwpck_require__(1850);
// EXTERNAL MODULE: ./lib/provider.js
var provider = __nccwpck_require__(8454);
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

;// CONCATENATED MODULE: ./lib/providers/sentry-manifest.js
// What is known of Sentry without its code.



const inputs = {
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
const manifest = (0,provider/* defineManifest */.n)({
    id: 'sentry',
    name: 'Sentry',
    effect: 'records',
    operations: ['deploy', 'release', 'track', 'start', 'finish', 'rollback'],
    where: 'in Sentry under Releases',
    tokenEnv: 'SENTRY_AUTH_TOKEN',
    takesFiles: true,
    inputs,
    limits: {
        // The strictest of server, relay and sentry-cli, so that a version that we take works everywhere.
        version: { maxBytes: 200, forbidden: ['/', '\\'], reserved: ['latest', '.', '..'], trimmed: true },
        environment: { maxLength: 64, forbidden: ['/', '\\'], reserved: ['none', '.', '..'], trimmed: true },
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
});


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

/***/ 9626:
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
// EXTERNAL MODULE: ./lib/providers/akkeris-manifest.js + 2 modules
var akkeris_manifest = __nccwpck_require__(5016);
// EXTERNAL MODULE: ./lib/providers/beanstalk-manifest.js + 1 modules
var beanstalk_manifest = __nccwpck_require__(921);
// EXTERNAL MODULE: ./lib/providers/github-manifest.js
var github_manifest = __nccwpck_require__(8929);
// EXTERNAL MODULE: ./lib/providers/retrace-manifest.js
var retrace_manifest = __nccwpck_require__(5968);
// EXTERNAL MODULE: ./lib/providers/sentry-manifest.js + 1 modules
var sentry_manifest = __nccwpck_require__(9268);
;// CONCATENATED MODULE: ./lib/providers/index.js





const manifests = {
    sentry: sentry_manifest/* manifest */.e,
    retrace: retrace_manifest/* manifest */.e,
    beanstalk: beanstalk_manifest/* manifest */.e,
    akkeris: akkeris_manifest/* manifest */.e,
    github: github_manifest/* manifest */.e,
};

// EXTERNAL MODULE: ./lib/inputs/limits.js
var inputs_limits = __nccwpck_require__(5173);
;// CONCATENATED MODULE: ./lib/inputs/read.js
// Reads and checks all inputs at once: every problem in one message, each with its cure, before any request.






/** Every input that exists, by name: the common ones, then each provider's. */
function allInputs() {
    return Object.assign({}, inputs_common/* commonInputs */.j$, ...Object.values(manifests).map(({ inputs }) => inputs));
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
    if (common.provider === '') {
        if (!inputText(env, 'provider', inputs_common/* commonInputs */.j$.provider)) {
            problems.push(`provider is required: one of ${Object.keys(manifests).join(', ')}.`);
        }
        throw new errors/* InputError */.dz([...problems, ...misspelt(env)]);
    }
    const manifest = manifests[common.provider];
    const given = readAll(env, manifest.inputs, problems);
    const token = tokenOf(env, manifest, common);
    if (!sendable(token)) {
        problems.push('token holds a line break or another sign that cannot be sent: copy it into the secret again.');
    }
    // A provider that carries deploys out is asked for the end. An empty status comes from an expression about a step that
    // did not run, and must not count as a success.
    const hasStatus = inputText(env, 'status', inputs_common/* commonInputs */.j$.status) !== '';
    if (common.operation === 'finish' && manifest.effect === 'records' && !hasStatus)
        problems.push(inputs_common/* NO_STATUS */.rF);
    if (!token)
        problems.push(`token is required: set the input, or ${manifest.tokenEnv} in the step's env.`);
    problems.push(...operationProblems(manifest, common), ...nameProblems(manifest, common));
    const asked = { ...common, version: (0,refs/* withoutRefs */.J)(common.version), token, env };
    const { own, warnings } = manifest.complete?.(given, asked) ?? { own: given, warnings: [] };
    problems.push(...(manifest.check?.(own, asked) ?? []));
    // A misspelt name is often why another input is missing; without any problem it is only worth a warning.
    if (problems.length > 0)
        throw new errors/* InputError */.dz([...problems, ...misspelt(env)]);
    return {
        common,
        manifest,
        own,
        token,
        warnings: [...warnings, ...strangers(env, manifest), ...misspelt(env)],
    };
}
/** Every secret that an input or a provider's variable holds, whichever provider is chosen. */
function maskSecrets(env, mask) {
    for (const [name, input] of Object.entries(allInputs())) {
        const value = input.kind === 'secret' ? inputText(env, name, input) : '';
        if (value)
            mask(value);
    }
    for (const { tokenEnv } of Object.values(manifests)) {
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
function operationProblems(manifest, common) {
    const { name, effect, operations } = manifest;
    const { operation, environment, deployId } = common;
    if (!operations.includes(operation)) {
        return [
            `operation ${operation} is not possible with ${name}${whyNot(operation)}; it supports ${operations.join(', ')}.`,
        ];
    }
    const problems = [];
    const isReleaseEnough = operation === 'release' || (operation === 'deploy' && operations.includes('release'));
    if (!isReleaseEnough && environment === '' && !manifest.defaultEnvironment) {
        problems.push(`environment is required for operation ${operation} with ${name}: the name of the environment, e.g. production.`);
    }
    if (operation === 'retry' && deployId === '')
        problems.push('deploy-id is required for operation retry: the deploy to repeat.');
    if (operation === 'finish' && effect === 'deploys' && deployId === '') {
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
function nameProblems({ name, limits }, common) {
    const version = (0,refs/* withoutRefs */.J)(common.version);
    const { environment } = common;
    return [
        ...(version ? (0,inputs_limits/* checkLimit */.a)('version', version, limits.version, name) : []),
        ...(environment ? (0,inputs_limits/* checkLimit */.a)('environment', environment, limits.environment, name) : []),
    ];
}
/**
 * Inputs that belong to another provider and are set to something else than their default. One sentence a provider, since a
 * step may show ten warnings, and others may follow.
 */
function strangers(env, chosen) {
    return Object.values(manifests).flatMap(({ name: owner, inputs }) => {
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
        const { story } = await Promise.all(/* import() */[__nccwpck_require__.e(86), __nccwpck_require__.e(233)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2233));
        return await story({ stage, saved, startedAt, inputs, context, connection, early }, host);
    }
    finally {
        early?.close();
    }
}
/** Where the provider is; what must never be seen of it is hidden from here on. */
function connectionOf({ manifest, own, token, common }, host) {
    const connection = manifest.connect(own, { token, apiUrl: common.apiUrl, env: host.env });
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
