export const id = 233;
export const ids = [233];
export const modules = {

/***/ 3126:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ askEach),
/* harmony export */   i: () => (/* binding */ CONCURRENCY)
/* harmony export */ });
// Asks GitHub the same question about many things, a few at a time.
/** How many requests may be under way at once; GitHub's own limit is 100 for all of a token's. */
const CONCURRENCY = 8;
/** The answers in the order of the items. The first question that fails ends it. */
async function askEach(items, ask) {
    // Loaded when it is needed: most runs ask GitHub nothing of the kind.
    const { default: pMap } = await __webpack_require__.e(/* import() */ 606).then(__webpack_require__.bind(__webpack_require__, 606));
    return pMap(items, ask, { concurrency: CONCURRENCY });
}


/***/ }),

/***/ 3786:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ roundTrip)
/* harmony export */ });
/**
 * Sends a request and reads its answer to the end; a redirect is an answer like any other.
 * @param begun called when the request starts to be written, i.e. when a connection stands
 * @throws the signal's reason, the moment that it aborts; else what undici throws
 */
function roundTrip(dispatcher, request, signal, begun = () => undefined) {
    return new Promise((resolve, reject) => {
        let controller;
        const stop = () => {
            reject(signal?.reason);
            controller?.abort(signal?.reason);
        };
        if (signal?.aborted)
            return stop();
        signal?.addEventListener('abort', stop, { once: true });
        const done = () => signal?.removeEventListener('abort', stop);
        let head;
        const chunks = [];
        dispatcher.dispatch(request, {
            onRequestStart(started) {
                controller = started;
                if (signal?.aborted)
                    return started.abort(signal.reason);
                begun();
            },
            onResponseStart(_, status, headers) {
                // 1xx comes before the answer.
                if (status >= 200)
                    head = { status, headers };
            },
            onResponseData(_, chunk) {
                chunks.push(chunk);
            },
            onResponseEnd() {
                done();
                if (head)
                    resolve({ ...head, body: Buffer.concat(chunks) });
            },
            onResponseError(_, error) {
                done();
                reject(error);
            },
        });
    });
}


/***/ }),

/***/ 9349:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ makeMarker),
/* harmony export */   Rd: () => (/* binding */ markerAtEnd),
/* harmony export */   Zp: () => (/* binding */ bareMarker)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
// The run's own mark on what it makes, by which it is found again: docs/architecture.md, "Exactly once".

/** 8 hex characters in square brackets: the same for every attempt of a run, another for each job of a matrix. */
function makeMarker({ context, matrixKey, environment, version, isNewEachAttempt, }) {
    const parts = [context.repository.full, context.runId, context.job, matrixKey, environment, version];
    if (isNewEachAttempt)
        parts.push(String(context.runAttempt));
    return `[${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8)}]`;
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

/***/ 2233:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  story: () => (/* binding */ story)
});

// EXTERNAL MODULE: ./lib/marker.js
var lib_marker = __webpack_require__(9349);
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __webpack_require__(8804);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(6413);
;// CONCATENATED MODULE: ./lib/past.js
/** The newest earlier deploy that went well and tells its commit. */
function lastGood(history) {
    return history.flatMap((deploy) => {
        const sha = deploy.sha ?? deploy.version ?? '';
        return GOOD.has(deploy.outcome) && SHA.test(sha) ? { ...deploy, sha } : [];
    })[0];
}
/**
 * What the environment had before a deploy: neither the deploy itself, by its id or the run's marker, nor anything newer.
 * @param at when it was made, as far as the run knows; undefined where nothing was
 */
function earlierThan({ id, marker, at }, history) {
    const own = history.find((each) => id !== '' && each.id === id);
    // A re-run that finds its deploy is later than deploys that came after it.
    const end = Math.min(own?.at ?? Number.POSITIVE_INFINITY, at ?? Number.POSITIVE_INFINITY);
    return history.filter((each) => each !== own && each.marker !== marker && (each.at ?? Number.NEGATIVE_INFINITY) < end);
}
const GOOD = new Set(['recorded', 'succeeded', 'accepted', 'existing']);
const SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

// EXTERNAL MODULE: ./lib/node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(6542);
// EXTERNAL MODULE: ./lib/http/early.js
var http_early = __webpack_require__(1979);
;// CONCATENATED MODULE: ./lib/http/words.js
// What a server said, in one line, whatever shape its error body has.

const MAX_SAID = 500;
// Only so much of a body is looked at: it is foreign, so it may be huge, or nested to exhaust the stack.
const MAX_READ = 20_000;
const MAX_DEPTH = 12;
/**
 * Flattens an error body to one harmless line: nested field errors (`commits.3.author_email: too long`), arrays of
 * texts or objects, a bare sentence, an HTML page (its title or first words), or nothing.
 */
function words(body) {
    if (typeof body === 'string')
        return (0,lib_text/* oneLine */.TN)(textWords(body.slice(0, MAX_READ)), MAX_SAID);
    return (0,lib_text/* oneLine */.TN)(flatten(body, '').join('; ').slice(0, MAX_READ), MAX_SAID);
}
function textWords(text) {
    return isHtml(text) ? htmlWords(text) : text;
}
function isHtml(text) {
    return /^\s*<(!doctype|html|head|body|h1|pre)/i.test(text);
}
function htmlWords(html) {
    const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1];
    const text = title?.trim() || html.replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]+>/g, ' ');
    return text.trim() ? `an HTML page: ${text.trim()}` : 'an HTML page';
}
// Keys that only wrap the sentence; their names say nothing to a reader.
const WRAPPERS = new Set(['detail', 'message', 'error', 'errors', 'non_field_errors']);
const NOISE = new Set(['documentation_url', 'docs', 'extra']);
function isNoise(key, value) {
    // GitHub repeats the HTTP status in the body; an error of a field with that name is no number.
    return NOISE.has(key) || (key === 'status' && /^\d+$/.test(String(value)));
}
function flatten(value, path, depth = 0) {
    if (value === null || value === undefined || value === '')
        return [];
    if (depth > MAX_DEPTH)
        return [label(path, '\u2026')];
    if (Array.isArray(value)) {
        const plain = value.filter((each) => typeof each !== 'object');
        const deep = value.flatMap((each) => (typeof each === 'object' ? flatten(each, path, depth + 1) : []));
        return plain.length > 0 ? [label(path, plain.join(', ')), ...deep] : deep;
    }
    if (typeof value !== 'object')
        return [label(path, String(value))];
    return Object.entries(value)
        .filter(([key, inner]) => !isNoise(key, inner))
        .flatMap(([key, inner]) => flatten(inner, pathTo(path, key), depth + 1));
}
/** Inside a field, `message` is the name of a field again, e.g. of a commit. */
function pathTo(path, key) {
    if (path !== '')
        return `${path}.${key}`;
    return WRAPPERS.has(key) ? '' : key;
}
function label(path, text) {
    return path ? `${path}: ${text}` : text;
}

;// CONCATENATED MODULE: ./lib/http/failure.js
// The words of a failed request: what did not happen, where, what the server said, and what to do.




/** The server that a request goes to, with its own headers: the provider's one, unless the call names another. */
function serverOf({ target: { connection, name }, call }) {
    if (call.server === undefined)
        return connection;
    const server = connection.servers?.[call.server];
    if (!server)
        throw new Error(`${name} connects to no server "${call.server}"`);
    return server;
}
/** Node's and undici's error codes; empty when there is none. */
function codeOf(cause) {
    return (0,json/* textAt */.$6)(cause, 'code');
}
/** A certificate that is not trusted: no retry will change that. */
function isCertificateFault(code) {
    return /CERT|UNABLE_TO_VERIFY|SELF_SIGNED|UNABLE_TO_GET_ISSUER/.test(code);
}
function certificateWords(code) {
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
        return `the server's certificate is for another host name (${code}). Check api-url.`;
    }
    if (code === 'CERT_HAS_EXPIRED')
        return `the server's certificate has expired (${code}). It must be renewed.`;
    return `the server's certificate is not trusted (${code}). If it is signed by your own authority, set NODE_EXTRA_CA_CERTS for the job to that authority's PEM file.`;
}
/** `Sentry did not create release "web@1.4.0"` */
function sentence({ target, call, params }) {
    return `${target.name} did not ${fill(call.does, params)}`;
}
/** Fills `{name}` parts with the values as they are, for people; foreign text becomes one line. */
function fill(text, params) {
    return text.replace(/\{(\w+)\}/g, (_, name) => (0,lib_text/* oneLine */.TN)(String(params[name] ?? ''), 120));
}
/** Fills a route; each part is percent-encoded once, so a version may hold spaces, `@`, `+` or `#`. */
function fillPath(route, params) {
    return route.replace(/\{(\w+)\}/g, (_, name) => {
        const value = params[name];
        if (value === undefined || value === '')
            throw new Error(`route ${route}: no value for {${name}}`);
        return encodeURIComponent(String(value));
    });
}
/** A body as JSON, whatever its content type says; else the text (Akkeris labels bare sentences as JSON). */
function parseBody(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return text;
    }
}
/** "did not", or for a write that a success status came for: "may or may not have". */
function mayHaveDone(request) {
    return request.call.repeat === 'unsafe'
        ? `${request.target.name} may or may not have done this: ${fill(request.call.does, request.params)}`
        : sentence(request);
}
/** `POST /api/0/organizations/acme/releases/`, with the host only where it helps. */
function place({ call, params }) {
    const [method = 'GET', route = '/'] = call.route.split(' ');
    return `${method} ${fillPath(route, params)}`;
}
/** The error for a try that was the last one. */
function failure(request, result, ambiguous, more = '') {
    const tail = more ? ` ${more}` : '';
    const may = ambiguous ? ' It may have happened all the same.' : '';
    if (result.kind === 'answer') {
        const said = words(parseBody(withoutSecrets(result.text, request)));
        const quote = said ? ` ("${said}")` : ' (with an empty body)';
        const cure = cureFor(request, result.status, said, ambiguous);
        const text = `${sentence(request)}: ${place(request)} answered ${result.status}${quote}${tail}.${may}${cure}`;
        return new errors/* ApiError */.hD(text, { status: result.status, mayHaveHappened: ambiguous });
    }
    const { host } = new URL(serverOf(request).baseUrl);
    const why = result.kind === 'not-connected' ? `no connection to ${host}` : `no answer from ${host}`;
    const fault = faultWords(result.cause);
    const cause = fault ? ` (${fault})` : '';
    const cure = result.kind === 'not-connected' ? NO_WAY : LATER;
    return new errors/* NetworkError */.Dr(`${sentence(request)}: ${place(request)}: ${why}${cause}${tail}.${ambiguous ? may : cure}`, ambiguous, result.cause);
}
/** A server may echo a token: it goes before anything is cut, so that no part of it is left. */
function withoutSecrets(text, { target: { connection } }) {
    return (0,lib_text/* redact */.E$)(text, connection.secrets.flatMap(lib_text/* secretForms */.eo));
}
/** `ECONNREFUSED` says it all; undici's own codes say less than their messages. */
function faultWords(cause) {
    if ((0,json/* textAt */.$6)(cause, 'name') === 'TimeoutError')
        return 'timed out';
    const code = codeOf(cause);
    return (0,lib_text/* oneLine */.TN)(code && !code.startsWith('UND_ERR_') ? code : (0,json/* textAt */.$6)(cause, 'message') || code, 120);
}
const LATER = ' Run it again later, or let on-error: warn keep the job going.';
const NO_WAY = " Check api-url and the runner's way there (proxy, firewall), or let on-error: warn keep the job going.";
/** A server that is in trouble or busy needs time; a write that may have happened needs a look instead. */
function cureFor(request, status, said, ambiguous) {
    if (isLimit(said))
        return ' Run it again later.';
    const isTrouble = status >= 500 || status === 429 || status === 408;
    return hint(request, status) || (isTrouble && !ambiguous ? LATER : '');
}
/** A limit is no lack of rights, whatever its status (GitHub: 403). */
function isLimit(said) {
    return /rate limit/i.test(said);
}
/** What the user should do about a status: the call's own hint, else the provider's; a redirect has one for all. */
function hint(request, status) {
    const { call, target } = request;
    const { hints, connection } = target;
    const { host } = new URL(serverOf(request).baseUrl);
    if (status >= 300 && status < 400) {
        return ` ${host} redirects elsewhere, and a token never follows a redirect: set api-url to the final address.`;
    }
    const own = call.hints?.[status] ?? hints[status];
    const other = status === 401 && connection.otherHosts?.length
        ? ` Asked was ${host}; the token also names ${connection.otherHosts.join(', ')}.`
        : '';
    return own ? ` ${own}${other}` : other;
}

;// CONCATENATED MODULE: ./lib/http/fault.js
// Is a thrown error a fault of the network, or a bug of ours? One answer for every request, to a provider or to GitHub.


// undici's own codes for wrong use; everything else that it throws came from the network (undici docs: Errors).
const MISUSE = new Set([
    'UND_ERR_INVALID_ARG',
    'UND_ERR_NOT_SUPPORTED',
    'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);
/** undici's word for a proxy that wants other credentials: nothing went further (proxy-agent.js). */
function isProxyRefusal(cause) {
    return (0,json/* textAt */.$6)(cause, 'message').startsWith('Proxy Authentication Required');
}
/** Node's and undici's codes and names for what a network does; everything else that is thrown is a bug. */
function isNetworkFault(cause) {
    const code = codeOf(cause);
    if (isProxyRefusal(cause))
        return true;
    if (MISUSE.has(code))
        return false;
    if (/^(UND_ERR_|HPE_|E[A-Z]+$|EAI_|ERR_SSL|ERR_TLS)/.test(code))
        return true;
    return ['TimeoutError', 'AbortError'].includes((0,json/* textAt */.$6)(cause, 'name'));
}

// EXTERNAL MODULE: ./lib/http/proxy.js
var proxy = __webpack_require__(768);
;// CONCATENATED MODULE: ./lib/http/retry.js
// When to send a request again: pure, by meaning, not by verb. The table stands in docs/architecture.md.
const TRY_MS = 15_000;
const MAX_TRIES = 4;
const FIRST_BACK_OFF_MS = 500;
const LONGEST_BACK_OFF_MS = 20_000;
/** A server that did not wait for us, or that failed, with whatever 5xx a gateway makes up (Cloudflare: 520 to 530). */
function isUnclear(status) {
    return status === 408 || status === 425 || status >= 500;
}
/** Full jitter: anything between 0 and 0.5 s \u00d7 2\u207f, at most 20 s. `random` is in [0, 1). */
function backOff(failures, random) {
    return Math.floor(random * Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (failures - 1)));
}
/**
 * What to do after a try.
 * @param failures how many tries failed so far, this one included
 * @param now milliseconds since the epoch, against which reset times are read
 */
function decide(rule, outcome, failures, now, random) {
    const isSafe = rule.repeat === 'safe';
    if (outcome.kind === 'not-connected')
        return again(failures, random, 'could not be reached', false);
    if (outcome.kind === 'no-answer') {
        return isSafe ? again(failures, random, 'gave no answer', false) : { kind: 'stop', mayHaveHappened: true };
    }
    const { status, headers } = outcome;
    const toldMs = toldToWait(headers, now) ?? silentLimit(outcome, failures);
    const isLocked = rule.busy?.includes(status) ?? false;
    if (isLocked ||
        status === 429 ||
        (status === 503 && headers['retry-after'] !== undefined) ||
        isSpent(outcome)) {
        const patience = backOff(failures, random);
        // The server says that it refused, so nothing happened. Jitter on top spreads a fleet of waiting runs.
        if (toldMs === undefined)
            return again(failures, random, `answered ${status}`, isLocked);
        return { kind: 'again', waitMs: toldMs + patience, why: `answered ${status}`, told: true };
    }
    if (!isUnclear(status))
        return { kind: 'stop', mayHaveHappened: false };
    if (isSafe)
        return again(failures, random, `answered ${status}`, false);
    return { kind: 'stop', mayHaveHappened: true };
}
function again(failures, random, why, told) {
    return { kind: 'again', waitMs: backOff(failures, random), why, told };
}
/** GitHub says "rate limit" with a 403 (docs: Rate limits for the REST API); other 403s are about rights. */
function isSpent(answer) {
    const { status, headers } = answer;
    if (status !== 403)
        return false;
    return (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || isSecondary(answer));
}
/** GitHub's limit on how fast things are made may come without any header, so only its words tell it from a 403. */
function isSecondary({ status, text = '' }) {
    return (status === 403 || status === 429) && /secondary rate limit/i.test(text);
}
/** "At least one minute", growing, where that limit names no time (docs: Rate limits for the REST API). */
function silentLimit(answer, failures) {
    return isSecondary(answer) && answer.headers['retry-after'] === undefined ? failures * 60_000 : undefined;
}
/** How long the server asks to wait: Retry-After (seconds or a date), else a rate limit's reset (epoch seconds). */
function toldToWait(headers, now) {
    const after = headers['retry-after'];
    if (after !== undefined) {
        const ms = /^\d+(\.\d+)?$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now;
        if (!Number.isNaN(ms))
            return Math.max(0, Math.ceil(ms));
    }
    // While some are left, the reset is not what is waited for (GitHub sends it with every answer).
    const isSpent = (headers['x-ratelimit-remaining'] ?? '0') === '0';
    const reset = headers['x-sentry-rate-limit-reset'] ?? (isSpent ? headers['x-ratelimit-reset'] : undefined);
    if (reset === undefined || !/^\d+(\.\d+)?$/.test(reset))
        return undefined;
    // At least one second: the reset is given in whole seconds and may be the current one.
    return Math.max(1000, Math.ceil(Number(reset) * 1000 - now));
}

// EXTERNAL MODULE: ./lib/http/round-trip.js
var round_trip = __webpack_require__(3786);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
// EXTERNAL MODULE: ./lib/node_modules/undici/lib/dispatcher/agent.js
var agent = __webpack_require__(6057);
;// CONCATENATED MODULE: ./lib/http/undici.js
// The parts of undici that are used, and the only importer of it. Its index would load everything else too (WebSocket,
// fetch, mocks, caches: 0.7 MB), and no process here lives long enough to be worth that.


// undici parses answers with WebAssembly. After some thousand bytes V8 would optimise the parser in the background:
// 90 ms of a core and 40 MB, longer than most runs last, and a process cannot end before it is done. Set here, when Node's
// own modules are loaded: with another flag V8 no longer takes the compiled code that Node brings along for them.
(0,external_node_v8_.setFlagsFromString)('--wasm-tiering-budget=1000000000');
/** For the few that are behind a proxy. */
async function loadProxyAgent() {
    const [{ default: EnvHttpProxyAgent }, { default: Dispatcher }, { default: connect }] = await Promise.all([
        __webpack_require__.e(/* import() */ 741).then(__webpack_require__.t.bind(__webpack_require__, 7741, 19)),
        Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 959, 19)),
        __webpack_require__.e(/* import() */ 480).then(__webpack_require__.t.bind(__webpack_require__, 6480, 19)),
    ]);
    // As undici's index does; the proxy agent calls `connect` on its own clients to open a tunnel.
    Object.assign(Dispatcher.prototype, { connect });
    return EnvHttpProxyAgent;
}


;// CONCATENATED MODULE: ./lib/http/connect.js











const STRANGE = " Check that api-url is the API's own address, and that no proxy or login page stands in between.";
/** A dispatcher that keeps one connection per host and goes through the proxy of the environment, if there is one. */
async function makeDispatcher(env, connections = 1, early) {
    const options = { connections, pipelining: 1, keepAliveTimeout: 60_000, allowH2: false };
    const proxies = (0,proxy/* proxiesIn */.I)(env);
    if (proxies) {
        const EnvHttpProxyAgent = await loadProxyAgent();
        return new EnvHttpProxyAgent({ ...options, connect: http_early/* CONNECT */.h, ...proxies });
    }
    return new agent({ ...options, connect: early?.connect ?? http_early/* CONNECT */.h });
}
/** The calls of a provider, ready to be sent. */
function connect(target, world, dispatcher) {
    return {
        async send(name, params, sending = {}) {
            const call = target.calls[name];
            if (!call)
                throw new Error(`${target.name} declares no call "${name}"`);
            return sendWithRetry({ target, world, dispatcher, call, params: { ...params }, sending });
        },
    };
}
async function sendWithRetry(exchange) {
    const { call, world, target } = exchange;
    let failures = 0;
    let waits = 0;
    for (;;) {
        const result = await tryOnce(exchange);
        if (result.kind === 'answer' && isResult(call, result))
            return readAnswer(exchange, result);
        const decision = decide(call, result, failures + waits + 1, world.now(), world.random());
        if (decision.kind === 'stop')
            throw failure(exchange, result, decision.mayHaveHappened);
        if (target.isGlance)
            throw failure(exchange, result, false);
        // A server that says when to come back is obeyed to the deadline; only silent failures count as tries.
        if (decision.told)
            waits += 1;
        else
            failures += 1;
        if (failures >= MAX_TRIES)
            throw failure(exchange, result, false, `after ${failures} tries`);
        if (world.now() + decision.waitMs >= target.deadline) {
            throw failure(exchange, result, false, 'and the timeout leaves no time to wait for another try');
        }
        world.info(`${target.name} ${decision.why}; trying to ${fill(call.does, exchange.params)} again in ${seconds(decision.waitMs)}`);
        await world.sleep(decision.waitMs);
    }
}
function seconds(ms) {
    return `${(ms / 1000).toFixed(1)} s`;
}
function isResult(call, { status, text }) {
    if ((status >= 200 && status < 300) || call.results?.includes(status))
        return true;
    return call.isResult?.(status, parseBody(text)) ?? false;
}
/** One request on the wire. Whether anything was sent decides if a write may have happened. */
async function tryOnce(exchange) {
    const { world, dispatcher } = exchange;
    const signal = AbortSignal.any([AbortSignal.timeout(Math.min(TRY_MS, leftMs(exchange))), world.signal]);
    const request = requestOf(exchange);
    let wasSent = false;
    const begun = () => {
        wasSent = true;
    };
    world.debug(`${request.method} ${request.path}`);
    try {
        const { status, headers, body } = await (0,round_trip/* roundTrip */.s)(dispatcher, request, signal, begun);
        world.debug(`\u2192 ${status}`);
        return { kind: 'answer', status, headers: plainHeaders(headers), text: new TextDecoder().decode(body) };
    }
    catch (cause) {
        return withoutAnswer(exchange, cause, wasSent);
    }
}
/** @throws NetworkError when the step's time is over or the job was cancelled, before anything is sent */
function leftMs(exchange) {
    const { target, world } = exchange;
    const left = target.deadline - world.now();
    if (left <= 0) {
        const why = `${sentence(exchange)}: the timeout was over before it could be sent.`;
        throw new errors/* NetworkError */.Dr(why, false, undefined, 'deadline');
    }
    if (world.signal.aborted)
        throw (0,errors/* cancellation */.WN)(`${sentence(exchange)}: the job was cancelled.`, false);
    return left;
}
function requestOf(exchange) {
    const { call, params, sending } = exchange;
    const [method = 'GET', route = '/'] = call.route.split(' ');
    const server = serverOf(exchange);
    const url = new URL(`${server.baseUrl}${fillPath(route, params)}`);
    for (const [key, value] of Object.entries(sending.query ?? {})) {
        for (const each of Array.isArray(value) ? value : [value]) {
            if (each !== undefined)
                url.searchParams.append(key, String(each));
        }
    }
    return {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: method,
        headers: {
            'content-type': 'application/json',
            accept: 'application/json',
            'user-agent': 'record-deploy',
            ...server.headers,
        },
        body: sending.body === undefined ? null : JSON.stringify(sending.body),
    };
}
/** What it means that no answer came. @throws what ends the call at once */
function withoutAnswer(exchange, cause, wasSent) {
    const { world, call } = exchange;
    if (world.signal.aborted) {
        const isDone = wasSent && call.repeat === 'unsafe';
        throw (0,errors/* cancellation */.WN)(`${sentence(exchange)}: the job was cancelled.`, isDone, cause);
    }
    const code = codeOf(cause);
    if (isCertificateFault(code))
        throw new errors/* NetworkError */.Dr(`${sentence(exchange)}: ${certificateWords(code)}`, false, cause);
    if (!isNetworkFault(cause))
        throw cause;
    world.debug(`\u2192 ${(0,lib_text/* oneLine */.TN)(String(cause))}`);
    // undici refuses on its own behalf what the proxy refused: nothing went further (proxy-agent.js).
    return { kind: wasSent && !isProxyRefusal(cause) ? 'no-answer' : 'not-connected', cause };
}
function plainHeaders(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
}
function readAnswer(exchange, answer) {
    const { call, sending } = exchange;
    const { status, text } = answer;
    const raw = parseBody(text);
    const isSuccess = status >= 200 && status < 300;
    if (!sending.schema || !isSuccess)
        return { status, body: undefined, raw };
    const parsed = dist/* safeParse */.xL(sending.schema, raw);
    if (parsed.success)
        return { status, body: parsed.output, raw };
    const where = parsed.issues[0]?.path?.map(({ key }) => String(key)).join('.') || 'the whole body';
    const said = words(parseBody(withoutSecrets(text, exchange))) || 'nothing';
    const cure = hint(exchange, status) || STRANGE;
    throw new errors/* ApiError */.hD(`${mayHaveDone(exchange)}: ${place(exchange)} answered ${status}, but not in the promised form (${where}; it said: "${said}").${cure}`, { status, mayHaveHappened: call.repeat === 'unsafe' });
}

// EXTERNAL MODULE: ./lib/context/each.js
var each = __webpack_require__(3126);
;// CONCATENATED MODULE: ./lib/context/github-failure.js
// What came of a read from GitHub, and the words for it when it failed.







/**
 * A secondary limit may come without any header; then GitHub asks for at least a minute, growing. A reset time counts only
 * when nothing remains (docs: Rate limits for the REST API).
 */
function limited(tried, waits) {
    if (tried.kind !== 'answer' || ![403, 429].includes(tried.status))
        return tried;
    const { headers } = tried;
    if (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0')
        return tried;
    const isLimit = tried.status === 429 || /rate limit/i.test(words(tried.body));
    return isLimit ? { ...tried, headers: { 'retry-after': String(60 * 2 ** waits) } } : tried;
}
/** What an error of Octokit means: an answer, no answer, or a bug that is passed on. */
function faultOf(error, read, isCancelled) {
    if (isCancelled)
        throw cancelled(read);
    const response = (0,json/* isRecord */.u4)(error) ? error['response'] : undefined;
    if ((0,json/* isRecord */.u4)(response) && typeof response['status'] === 'number') {
        // Octokit writes all header names in lower case.
        const given = Object.entries((0,json/* recordAt */.zR)(response, 'headers'));
        const headers = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
        return { kind: 'answer', status: response['status'], headers, body: response['data'] };
    }
    const root = rootOf(error);
    const code = codeOf(root);
    if (isCertificateFault(code))
        throw new errors/* NetworkError */.Dr(`GitHub did not ${read.does}: ${certificateWords(code)}`, false, error);
    if (isNetworkFault(root))
        return { kind: 'no-answer', cause: root };
    throw error;
}
/** A success that holds something else: a proxy or a login page in between. */
function strange(does) {
    const text = `GitHub did not ${does}: it answered 200, but not in the promised form.`;
    return new errors/* ApiError */.hD(text, { status: 200, mayHaveHappened: false });
}
/** The error behind the errors that fetch and Octokit wrap around it. */
function rootOf(error) {
    const cause = (0,json/* isRecord */.u4)(error) ? error['cause'] : undefined;
    return (0,json/* isRecord */.u4)(cause) ? rootOf(cause) : error;
}
/** The error of a read that the end of the job stopped. */
function cancelled(read) {
    return (0,errors/* cancellation */.WN)(`GitHub did not ${read.does}: the job was cancelled.`, false);
}
/** The error for a try that was the last one; `more` is the end of its sentence. */
function refusal(read, tried, more) {
    if (tried.kind !== 'answer') {
        const code = (0,json/* textAt */.$6)(tried.cause, 'code') || (0,json/* textAt */.$6)(tried.cause, 'message');
        const why = code ? ` (${(0,lib_text/* oneLine */.TN)(code, 120)})` : '';
        return new errors/* NetworkError */.Dr(`GitHub did not ${read.does}: no whole answer${why}${more}.`, false, tried.cause);
    }
    const said = words(tried.body);
    const quote = said ? ` ("${said}")` : '';
    const text = `GitHub did not ${read.does}: it answered ${tried.status}${quote}${more}.${github_failure_hint(read, tried)}`;
    return new errors/* ApiError */.hD(text, { status: tried.status, mayHaveHappened: false });
}
function github_failure_hint(read, tried) {
    const isLimit = decide({ repeat: 'safe' }, limited(tried, 0), 1, 0, 0).kind === 'again';
    if (tried.status >= 300 && tried.status < 400)
        return ' The repository was renamed or moved; no redirect is followed.';
    switch (tried.status) {
        case 401:
            return ' github-token is wrong or has expired.';
        case 403:
            return isLimit ? '' : ` github-token needs the permission ${read.needs}.`;
        case 404:
            return ` It does not exist, or github-token lacks the permission ${read.needs}.`;
        default:
            return '';
    }
}

;// CONCATENATED MODULE: ./lib/context/github.js






/** Nothing is loaded or sent before the first `get`. */
function openGithub(access, world) {
    let dispatcher;
    let client;
    // When GitHub says "not now" to one request, the others under way must not run into the same answer.
    const gate = { until: 0 };
    const open = async () => {
        dispatcher = await makeDispatcher(world.env, each/* CONCURRENCY */.i);
        return makeClient(access, world, dispatcher);
    };
    return {
        get(read) {
            client ??= open();
            return getWithRetry({ read, access, world, client, gate });
        },
        close: async () => {
            await dispatcher?.destroy();
        },
    };
}
async function makeClient({ token, apiUrl }, { debug }, dispatcher) {
    const [{ Octokit }, { makeFetch }] = await Promise.all([
        __webpack_require__.e(/* import() */ 891).then(__webpack_require__.bind(__webpack_require__, 891)),
        __webpack_require__.e(/* import() */ 880).then(__webpack_require__.bind(__webpack_require__, 9880)),
    ]);
    const log = { debug: () => undefined, info: debug, warn: debug, error: debug };
    const octokit = new Octokit({
        auth: token,
        baseUrl: apiUrl,
        userAgent: 'record-deploy',
        log,
        request: { fetch: makeFetch(dispatcher), log },
    });
    return (route, params) => octokit.request(route, params);
}
async function getWithRetry(exchange) {
    const { world, access, gate, read } = exchange;
    let failures = 0;
    let waits = 0;
    for (;;) {
        if (gate.until > world.now())
            await world.sleep(gate.until - world.now());
        const tried = await github_tryOnce(exchange);
        if (tried.kind === 'answer' && tried.status < 300)
            return tried.body;
        const decision = decide({ repeat: 'safe' }, limited(tried, waits), failures + waits + 1, world.now(), world.random());
        if (decision.kind === 'stop')
            throw refusal(read, tried, '');
        if (decision.told)
            waits += 1;
        else
            failures += 1;
        if (failures >= MAX_TRIES)
            throw refusal(read, tried, ` after ${failures} tries`);
        const until = world.now() + decision.waitMs;
        if (until >= access.deadline) {
            const more = ` and asks to wait ${(0,lib_text/* duration */.p0)(decision.waitMs)}, longer than reading may take (half of timeout)`;
            throw refusal(read, tried, decision.told ? more : ', and no time is left for another try (half of timeout)');
        }
        world.info(`GitHub ${decision.why}; trying to ${read.does} again in ${(0,lib_text/* duration */.p0)(decision.waitMs)}`);
        if (decision.told)
            gate.until = Math.max(gate.until, until);
        await world.sleep(decision.waitMs);
    }
}
async function github_tryOnce({ read, access, world, client }) {
    const leftMs = access.deadline - world.now();
    if (leftMs <= 0)
        throw new errors/* NetworkError */.Dr(`GitHub did not ${read.does}: reading may take half of timeout, and that is over.`, false);
    if (world.signal.aborted)
        throw cancelled(read);
    const signal = AbortSignal.any([AbortSignal.timeout(Math.min(TRY_MS, leftMs)), world.signal]);
    const send = await client;
    try {
        const answer = await send(`GET /repos/{owner}/{repo}${read.path}`, {
            owner: access.repository.owner,
            repo: access.repository.name,
            ...read.params,
            headers: {
                accept: read.raw ? 'application/vnd.github.raw+json' : 'application/vnd.github+json',
                'x-github-api-version': '2022-11-28',
            },
            request: { signal },
        });
        const { status, data: body } = answer;
        // Octokit takes a redirect that is not followed for a success.
        if (status >= 300)
            return { kind: 'answer', status, headers: {}, body };
        // Octokit gives a cut or broken body as a text, with the status of the success that it began as.
        const isWhole = read.raw
            ? typeof body === 'string' || body instanceof ArrayBuffer
            : typeof body === 'object';
        if (!isWhole || body === null)
            return { kind: 'no-answer' };
        return { kind: 'answer', status, headers: {}, body };
    }
    catch (error) {
        return faultOf(error, read, world.signal.aborted);
    }
}

// EXTERNAL MODULE: ./lib/context/wire.js
var wire = __webpack_require__(4970);
;// CONCATENATED MODULE: ./lib/context/compare.js
// Two commits compared by GitHub: how they stand to each other, and the commits between, page by page.




/** No provider takes more commits than Sentry's 1,000, so older ones are counted and not kept. */
const NEWEST = 1_000;
const PER_PAGE = 100;
/** Page 1 tells the total; of the others only those that hold the newest commits are read, in parallel. */
async function compare(github, ends, { onlyAncestor, visit }) {
    const first = await comparePage(github, ends, 1);
    const { total, status } = first.head;
    if (onlyAncestor && status !== 'ahead' && status !== 'identical')
        return { ...first.head, commits: [] };
    const last = Math.ceil(total / PER_PAGE);
    const firstKept = Math.floor(Math.max(0, total - NEWEST) / PER_PAGE) + 1;
    const firstRead = visit ? 2 : Math.max(2, firstKept);
    const numbers = Array.from({ length: Math.max(0, last - firstRead + 1) }, (_, index) => firstRead + index);
    visit?.(first.commits);
    const others = await (0,each/* askEach */.H)(numbers, async (number) => {
        const { commits } = await comparePage(github, ends, number);
        visit?.(commits);
        return number >= firstKept ? commits : [];
    });
    const kept = [firstKept === 1 ? first.commits : [], ...others].flat();
    return { ...first.head, commits: kept.slice(-NEWEST).reverse() };
}
async function comparePage(github, { base, head }, page) {
    // Without per_page a second page would have 30 commits and overlap with the first of 250.
    const body = await github.get({
        path: '/compare/{basehead}',
        params: { basehead: `${base}...${head}`, per_page: PER_PAGE, page },
        does: `compare ${(0,wire/* shown */.SP)(base)} with ${(0,wire/* shown */.SP)(head)}`,
        needs: 'contents: read',
    });
    const baseSha = (0,json/* textAt */.$6)((0,json/* recordAt */.zR)(body, 'base_commit'), 'sha');
    if (baseSha === '')
        throw strange(`compare ${(0,wire/* shown */.SP)(base)} with ${(0,wire/* shown */.SP)(head)}`);
    return {
        head: {
            status: statusOf((0,json/* textAt */.$6)(body, 'status')),
            baseSha,
            mergeBase: (0,json/* textAt */.$6)((0,json/* recordAt */.zR)(body, 'merge_base_commit'), 'sha'),
            total: (0,json/* numberAt */.tk)(body, 'total_commits') ?? 0,
            behindBy: (0,json/* numberAt */.tk)(body, 'behind_by') ?? 0,
        },
        commits: (0,wire/* listAt */.gT)(body, 'commits').flatMap((each) => (0,wire/* restCommit */.s8)(each) ?? []),
    };
}
function statusOf(word) {
    switch (word) {
        case 'identical':
        case 'behind':
        case 'diverged':
            return word;
        default:
            return 'ahead';
    }
}

;// CONCATENATED MODULE: ./lib/context/reader.js
// The questions that record-deploy asks GitHub, each with its route and its traps. Answers are plain data.




const reader_PER_PAGE = 100;
const DEPLOYMENTS = 30;
/** The questions, asked through one connection. Whole comparisons, commits and lists of tags are asked for once. */
function githubReader(github) {
    const complete = new Map();
    const commits = new Map();
    const tagLists = new Map();
    return {
        async compare(base, head, comparing = {}) {
            const key = `${base}...${head}`;
            const known = complete.get(key);
            const comparison = known ?? (await compare(github, { base, head }, comparing));
            if (known)
                comparing.visit?.(known.commits);
            if (comparison.commits.length === comparison.total)
                complete.set(key, comparison);
            return comparison;
        },
        tags(prefix) {
            const found = tagLists.get(prefix) ?? listTags(github, prefix);
            tagLists.set(prefix, found);
            return found;
        },
        async commit(ref) {
            const commit = commits.get(ref) ?? (await readCommit(github, ref));
            commits.set(ref, commit);
            return commit;
        },
        file: (path, ref) => readFile(github, path, ref),
        deployments: (environment) => listDeployments(github, environment),
        states: (id) => listStates(github, id),
        close: github.close,
    };
}
async function readCommit(github, ref) {
    // Without per_page the answer has 300 files; with it, 100.
    const body = await github.get({
        path: '/commits/{ref}',
        params: { ref },
        does: `show commit ${(0,wire/* shown */.SP)(ref)}`,
        needs: 'contents: read',
    });
    const commit = (0,wire/* restCommit */.s8)(body);
    if (!commit)
        throw strange(`show commit ${(0,wire/* shown */.SP)(ref)}`);
    return { ...commit, files: (0,wire/* patchFiles */.MP)((0,wire/* listAt */.gT)(body, 'files')) };
}
/** Octokit gives what it takes for text as a text, and anything else as bytes. */
async function readFile(github, path, ref) {
    const body = await github.get({
        path: `/contents/${path}`,
        params: { ref },
        does: `show ${path} at ${ref.slice(0, 12)}`,
        needs: 'contents: read',
        raw: true,
    });
    if (body instanceof ArrayBuffer)
        return Buffer.from(body).toString('utf8');
    return typeof body === 'string' ? body : '';
}
async function listStates(github, id) {
    const body = await github.get({
        path: '/deployments/{id}/statuses',
        params: { id, per_page: reader_PER_PAGE },
        does: `list the statuses of deployment ${id}`,
        needs: 'deployments: read',
    });
    return list(body).map((status) => (0,json/* textAt */.$6)(status, 'state'));
}
function list(body) {
    return Array.isArray(body) ? body : [];
}
/** This route is not paged: it gives all refs that start with the text. Annotated tags give the tag object. */
async function listTags(github, prefix) {
    const body = await github.get({
        path: '/git/matching-refs/{ref}',
        params: { ref: `tags/${prefix}` },
        does: prefix ? `list the tags ${(0,wire/* shown */.SP)(prefix)}*` : 'list the tags',
        needs: 'contents: read',
    });
    return list(body).map((ref) => ({
        name: (0,json/* textAt */.$6)(ref, 'ref').replace(/^refs\/tags\//, ''),
        sha: (0,json/* textAt */.$6)((0,json/* recordAt */.zR)(ref, 'object'), 'sha'),
        isAnnotated: (0,json/* textAt */.$6)((0,json/* recordAt */.zR)(ref, 'object'), 'type') === 'tag',
    }));
}
/** The order of the list is not promised, so it is sorted here. Transient ones and other tasks do not count. */
async function listDeployments(github, environment) {
    const body = await github.get({
        path: '/deployments',
        params: { environment, per_page: reader_PER_PAGE },
        does: `list the deployments of ${(0,wire/* shown */.SP)(environment)}`,
        needs: 'deployments: read',
    });
    return list(body)
        .filter(json/* isRecord */.u4)
        .filter((each) => each['task'] === 'deploy' && each['transient_environment'] !== true)
        .map((each) => ({
        id: (0,json/* numberAt */.tk)(each, 'id') ?? 0,
        sha: (0,json/* textAt */.$6)(each, 'sha'),
        at: Date.parse((0,json/* textAt */.$6)(each, 'created_at')),
        payload: each['payload'],
    }))
        .sort((a, b) => b.at - a.at || b.id - a.id)
        .slice(0, DEPLOYMENTS);
}

;// CONCATENATED MODULE: ./lib/context/sources.js


/** Nothing is asked yet. Reading from GitHub may use half of the time, so that the provider always has the other half. */
function openSources(opening, world) {
    const { common, context, environment, takesFiles, readHistory } = opening;
    const { githubApiUrl: apiUrl, repository } = context;
    const access = { token: common.githubToken, apiUrl, repository, deadline: world.now() + common.timeout / 2 };
    let known;
    let asked;
    const history = async () => {
        // Asked once, by whoever needs it first.
        asked ??= readHistory?.();
        known = await asked;
        return known ?? [];
    };
    return {
        history: readHistory && history,
        github: common.githubToken === '' ? undefined : githubReader(openGithub(access, world)),
        environment,
        takesFiles,
        known: () => known,
        now: world.now,
    };
}
const NO_TOKEN = 'github-token is empty';

;// CONCATENATED MODULE: ./lib/context/range.js
// From a base to a range: what all rules share. A rule answers with a range, or with why it does not apply. The base is
// always an ancestor of the head: else the merge base takes its place, and a warning says so.



/** One comparison of a base with the head; without a token only the two ends are known. */
async function fromBase({ context, sources }, base) {
    if (sources.github)
        return compared(context, base, await sources.github.compare(base.name, context.headSha));
    const commits = namedBy(context);
    const known = commits === context.range?.commits ? 'only those that the event names are' : 'only the head commit is';
    const warning = `${NO_TOKEN}, so the commits since ${base.what} cannot be read: ${known} known`;
    return { ...whole(context, base, { status: 'unknown', commits }), warnings: [warning] };
}
/** The range as GitHub compares it. */
function compared(context, base, comparison) {
    const { status, commits, total, behindBy, baseSha, mergeBase } = comparison;
    const range = whole(context, { ...base, name: baseSha || base.name }, { status, commits, total });
    if (status === 'diverged') {
        const warning = `${base.what} (${range_short(baseSha)}) is not an ancestor of the head: the range starts at their merge base ${range_short(mergeBase)}, and ${(0,lib_text/* plural */.LS)(behindBy, 'commit')} of the other line ${behindBy === 1 ? 'is' : 'are'} not in this version`;
        return { ...range, base: mergeBase, warnings: [warning] };
    }
    if (status === 'behind') {
        const warning = `the head is ${(0,lib_text/* plural */.LS)(behindBy, 'commit')} behind ${base.what} (${range_short(baseSha)}): there are no new commits`;
        return { ...range, commits: [], warnings: [warning] };
    }
    return range;
}
/** A range that needs no warning. */
function whole(context, base, found) {
    const { commits, status } = found;
    const { source, reason, name } = base;
    return {
        base: name,
        head: context.headSha,
        source,
        reason,
        status,
        commits,
        total: found.total ?? commits.length,
        warnings: [],
    };
}
/** The head commit as far as the event tells about it. */
function headOf({ headSha, headCommit }) {
    return [headCommit?.sha === headSha ? headCommit : { sha: headSha, message: '' }];
}
/** The commits that the event names, at least the head. */
function namedBy(context) {
    const named = context.range?.commits ?? [];
    return named.length > 0 ? named : headOf(context);
}
/** A read that failed in a way that can be told to the user. */
function isFailed(error) {
    return error instanceof errors/* ApiError */.hD || error instanceof errors/* NetworkError */.Dr;
}
/** What was asked for is not there (or not for us to see); 422 is GitHub's word for a malformed name. */
function isGone(error) {
    return error instanceof errors/* ApiError */.hD && (error.status === 404 || error.status === 422);
}
/** A sha as short as people read it. */
function range_short(sha) {
    return sha.slice(0, 12);
}

;// CONCATENATED MODULE: ./lib/context/asked-range.js
// Ranges that start at something earlier: the last deploy of the environment, the tag before, or what the user gave.






/** The last good deploy of this environment: the provider's own, else GitHub's deployments. */
const lastDeploy = async (question) => {
    const { sources, context } = question;
    if (sources.environment === '')
        return 'there is no environment, so no last deploy';
    const last = await findLast(question);
    if (typeof last === 'string')
        return last;
    const { range } = context;
    if (last.name === context.headSha)
        return whole(context, last, { status: 'identical', commits: [] });
    if (range?.isComplete && range.base === last.name)
        return whole(context, last, { status: 'ahead', commits: range.commits });
    return fromBase(question, last);
};
async function findLast(question) {
    const { sources } = question;
    const where = (0,lib_text/* oneLine */.TN)(sources.environment, 60);
    const all = await (sources.history?.() ?? []);
    const past = all.filter(({ marker }) => marker !== question.marker);
    const known = lastGood(past);
    if (known) {
        const version = known.version ? ` (${(0,lib_text/* oneLine */.TN)(known.version, 60)})` : '';
        return {
            name: known.sha,
            source: 'last-deploy',
            reason: `since the last deploy of ${where}${version}`,
            what: `the last deploy of ${where}`,
        };
    }
    if (!sources.github)
        return `no earlier deploy of ${where} ${past.length > 0 ? 'tells its commit' : 'is known'}`;
    try {
        return await findDeployment(question, sources.github, where);
    }
    catch (error) {
        const isRefused = error instanceof errors/* ApiError */.hD && (error.status === 403 || error.status === 404);
        // Nobody asked for it by name, and contents: read must be enough.
        if (isRefused && !question.isAsked)
            return 'the deployments at GitHub cannot be read (deployments: read is missing)';
        throw error;
    }
}
async function findDeployment(question, github, where) {
    const { sources, context } = question;
    for (const { id, sha, payload } of await github.deployments(sources.environment)) {
        if (question.marker === `[${(0,json/* textAt */.$6)(payload, 'record_deploy')}]`)
            continue;
        // A replaced deployment reads `inactive` now, so any success in its life counts.
        if ((await github.states(id)).includes('success') && sha !== '')
            return {
                name: sha,
                source: 'last-deploy',
                reason: `since the last deployment to ${where} at GitHub`,
                what: `the last deployment to ${where}`,
            };
    }
    return `no earlier deploy of ${where} was found for ${context.repository.full}`;
}
/** The tag before: by version, and only one that the head is built on. */
const lastTag = async ({ context, sources, prefix: asked, version }) => {
    if (!sources.github)
        return NO_TOKEN;
    const { isFullRelease, previousTag, versionOf } = await Promise.all(/* import() */[__webpack_require__.e(163), __webpack_require__.e(318)]).then(__webpack_require__.bind(__webpack_require__, 1318));
    const { headSha: head, ref, refKind } = context;
    const ownTag = refKind === 'tag' ? { ownTag: ref } : {};
    // Where the event's own tag goes without the prefix, so do the others: it is only put before the version.
    const prefix = refKind === 'tag' && !ref.startsWith(asked) ? '' : asked;
    const own = version.startsWith(asked) ? versionOf(version, asked) : null;
    const isFull = own !== null && isFullRelease(own);
    const found = await previousTag(sources.github, { head, prefix, isFull, ...ownTag });
    if (!found)
        return `no earlier tag${prefix ? ` ${(0,lib_text/* oneLine */.TN)(prefix, 60)}*` : ''} was found that the head is built on`;
    const name = (0,lib_text/* oneLine */.TN)(found.name, 80);
    const base = {
        name,
        source: 'previous-tag',
        reason: `since the tag ${name}`,
        what: `the tag ${name}`,
    };
    return { ...compared(context, base, found.comparison), baseTag: found.name };
};
/** A sha, tag or branch that the user gave. */
function given(name) {
    return async (question) => {
        const { context, sources } = question;
        const text = (0,lib_text/* oneLine */.TN)(name, 80);
        const nothing = new errors/* InputError */.dz([
            `commits-from "${text}" names nothing that exists in ${context.repository.full}: give auto, push, last-deploy, previous-tag, or a sha, tag or branch.`,
        ]);
        // Zeros are how a push says "nothing before"; GitHub must never be asked for them.
        if (/^0+$/.test(name))
            throw nothing;
        const base = { name, source: 'given', reason: `since ${text}, as commits-from says`, what: text };
        try {
            return await fromBase(question, base);
        }
        catch (error) {
            if (isGone(error) && sources.github && (await isUnknown(name, context.headSha, sources.github)))
                throw nothing;
            throw error;
        }
    };
}
/** Is it the given name that GitHub does not know, and not the whole repository that the token cannot read? */
async function isUnknown(name, head, github) {
    return (await look(head, github)) === 'there' && (await look(name, github)) === 'gone';
}
async function look(name, github) {
    try {
        await github.commit(name);
        return 'there';
    }
    catch (error) {
        if (!isFailed(error))
            throw error;
        return isGone(error) ? 'gone' : 'unclear';
    }
}

;// CONCATENATED MODULE: ./lib/context/patch-set.js





// `auto` keeps well below the 1,000 requests an hour that GITHUB_TOKEN has for a whole repository.
const AUTO_LIMIT = 100;
/** The changed files where they are wanted, and only the commits that touch `paths`. */
async function withPatchSets(common, range, sources) {
    const { paths, patchSet } = common;
    const isWanted = patchSet !== 'false' && sources.takesFiles;
    const limit = paths.length > 0 || patchSet === 'true' ? NEWEST : AUTO_LIMIT;
    if (range.commits.length === 0 || (!isWanted && paths.length === 0))
        return { ...range, commits: shown(range.commits, isWanted) };
    if (!sources.github) {
        const what = paths.length > 0 ? 'paths cannot be applied' : 'the commits go without changed files';
        const isAsked = paths.length > 0 || patchSet === 'true';
        return isAsked ? { ...range, warnings: [...range.warnings, `${NO_TOKEN}, so ${what}`] } : range;
    }
    const { commits, problem } = await withFiles(range.commits, limit, sources.github);
    const warnings = [...range.warnings, ...(problem ? [problem] : []), ...capped(range, limit, common)];
    if (paths.length === 0)
        return { ...range, commits, warnings };
    const kept = await touching(commits, paths);
    const filtered = kept.map((commit, index) => (index < fileLimit(common) ? commit : withoutFiles(commit)));
    const reason = `${range.reason}; ${kept.length} of ${(0,lib_text/* plural */.LS)(range.commits.length, 'commit')} touch paths`;
    return { ...range, reason, commits: shown(filtered, isWanted), total: kept.length, warnings };
}
function fileLimit({ patchSet }) {
    return patchSet === 'true' ? NEWEST : AUTO_LIMIT;
}
function capped(range, limit, { paths, patchSet }) {
    if (range.total <= limit)
        return [];
    if (paths.length > 0)
        return [`paths was applied to the newest ${limit} of ${range.total} commits; older ones are left out`];
    return patchSet === 'true' ? [`the newest ${limit} of ${range.total} commits have their changed files`] : [];
}
function shown(commits, isWanted) {
    return isWanted ? commits : commits.map(withoutFiles);
}
function withoutFiles({ files: _, ...commit }) {
    return commit;
}
/**
 * The commits with the files of the newest `limit`. A failed read loses nothing: the commits that were not read by then
 * stay as they are.
 */
async function withFiles(commits, limit, github) {
    const read = new Map();
    const newest = commits.slice(0, limit).filter(({ files }) => files === undefined);
    let problem = '';
    await (0,each/* askEach */.H)(newest, async ({ sha }) => {
        if (problem !== '')
            return;
        try {
            read.set(sha, await github.commit(sha));
        }
        catch (error) {
            if (!isFailed(error))
                throw error;
            problem ||= error.message;
        }
    });
    const missing = newest.length - read.size;
    return {
        commits: commits.map((commit) => joined(commit, read.get(commit.sha))),
        problem: missing === 0
            ? ''
            : `${problem} ${(0,lib_text/* plural */.LS)(missing, 'commit')} of ${commits.length} ${missing === 1 ? 'goes' : 'go'} without changed files`,
    };
}
/** What the payload tells stays; REST adds parents, files, and what was missing. */
function joined(commit, read) {
    return read
        ? {
            ...read,
            ...commit,
            ...(read.files ? { files: read.files } : {}),
            ...(read.parents ? { parents: read.parents } : {}),
        }
        : commit;
}
/** Only the commits that touch one of the globs; a commit whose files are not known stays. */
async function touching(commits, globs) {
    const { default: picomatch } = await __webpack_require__.e(/* import() */ 6).then(__webpack_require__.t.bind(__webpack_require__, 4006, 19));
    const wanted = globs.filter((glob) => !glob.startsWith('!'));
    // As in the `paths` of a workflow: what begins with `!` is left out of the rest.
    const unwanted = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
    const all = wanted.length === 0 ? ['**'] : wanted.flatMap(withBelow);
    const matches = picomatch(all, { dot: true, ignore: unwanted.flatMap(withBelow) });
    return commits.filter(({ files }) => files === undefined || files.some(({ path }) => matches(path)));
}
/** A plain `packages/web` is the folder with all that is below it. */
function withBelow(glob) {
    return /[*?[{(]/.test(glob) ? [glob] : [glob, `${glob.replace(/\/+$/, '')}/**`];
}

;// CONCATENATED MODULE: ./lib/context/pull-range.js

/** The pull request's own range. */
const ownPull = async (question) => {
    const { context, sources } = question;
    const { range, pullRequest } = context;
    if (range?.source !== 'pull-request' || range.base === '')
        return 'the event is no pull request';
    const reason = pullRequest
        ? `what pull request #${pullRequest.number} brought`
        : 'what the merge group brings';
    const base = {
        name: range.base,
        source: 'pull-request',
        reason,
        what: 'the base of the pull request',
    };
    if (!sources.github || !pullRequest?.isMerged)
        return fromBase(question, base);
    const found = compared(context, base, await sources.github.compare(range.base, context.headSha));
    return narrowed(found, base, { context, pullRequest, github: sources.github });
};
async function narrowed(found, base, merged) {
    const [head] = found.commits;
    const parents = head?.parents ?? [];
    const [first] = parents;
    if (!head || first === undefined || found.total < 2)
        return found;
    // A merge commit: its first parent is the base branch as it was.
    if (parents.length > 1)
        return first === found.base ? found : since(first, base, merged);
    const count = (await isRebased(head, merged)) ? merged.pullRequest.commitCount : 1;
    const own = found.commits.slice(0, count);
    if (own.length === found.total)
        return found;
    const name = own.at(-1)?.parents?.[0] ?? first;
    return whole(merged.context, { ...base, name }, { status: 'ahead', commits: own });
}
async function since(name, base, { context, github }) {
    return compared(context, { ...base, name }, await github.compare(name, context.headSha));
}
/** A rebased commit keeps the message of the branch's tip; a squashed one gets the title of the pull request. */
async function isRebased(head, { pullRequest, github }) {
    if (pullRequest.commitCount < 2)
        return false;
    try {
        return (await github.commit(pullRequest.headSha)).message === head.message;
    }
    catch (error) {
        // The branch's tip may be gone; a squash says its number in the subject by default.
        if (isFailed(error))
            return !head.message.split('\n')[0]?.includes(`(#${pullRequest.number})`);
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/context/push-range.js
// The range that a push itself brings: a branch that moved, was forced, or is new.



/** The push's own range: its payload where that is known to be whole, else one comparison. */
const ownPush = async ({ context, sources }) => {
    const { range } = context;
    if (range?.source !== 'push')
        return 'the event is no push with a commit before it';
    const base = {
        name: range.base,
        source: 'push',
        reason: 'what the push brought',
        what: 'the commit before the push',
    };
    if (range.isComplete) {
        const status = range.base === context.headSha ? 'identical' : 'ahead';
        return whole(context, base, { status, commits: range.commits });
    }
    if (!sources.github)
        return fromPayload(context, base, `${NO_TOKEN}.`);
    try {
        return compared(context, base, await sources.github.compare(range.base, context.headSha));
    }
    catch (error) {
        if (!isFailed(error))
            throw error;
        // Without force the commit before is an ancestor, so a 404 tells of the token and not of the commit.
        if (isGone(error) && range.isForced)
            return vanished(context, base, range.commits, sources.github);
        return fromPayload(context, base, error.message);
    }
};
/** What the event names, when GitHub could not be asked. After a forced push the commit before it is hardly an ancestor. */
function fromPayload(context, base, why) {
    const named = context.range?.commits ?? [];
    const commits = namedBy(context);
    const { base: before, ...range } = whole(context, base, { status: 'unknown', commits });
    const told = named.length > 0
        ? `The commits are those that the event names: at least ${(0,lib_text/* plural */.LS)(named.length, 'commit')}`
        : 'The event names no commits, so the head commit goes alone';
    const warning = `${why} ${told}`;
    const isForced = context.range?.isForced === true;
    return { ...range, ...(isForced || before === undefined ? {} : { base: before }), warnings: [warning] };
}
/** The commit before a forced push is gone: what the branch has beyond the default branch, else what the event names. */
async function vanished(context, base, commits, github) {
    const gone = `${base.what} (${range_short(base.name)}) is no longer at GitHub, which is usual after a forced push`;
    const other = await sinceDefault(context, github);
    if (typeof other !== 'string')
        return {
            ...other,
            warnings: [
                `${gone}: the range starts where the branch left ${context.defaultBranch}`,
                ...other.warnings,
            ],
        };
    if (commits.length === 0)
        return gone;
    const { base: _, ...range } = whole(context, base, { status: 'unknown', commits });
    return { ...range, warnings: [`${gone}: the commits are those that the event names`] };
}
/** A branch without a range of its own: what it has beyond the default branch. */
const newBranch = async ({ context, sources }) => {
    if (!context.isNewBranch)
        return 'the branch is not new';
    if (!sources.github)
        return NO_TOKEN;
    return sinceDefault(context, sources.github);
};
async function sinceDefault(context, github) {
    const { defaultBranch, ref, refKind } = context;
    if (defaultBranch === '' || refKind !== 'branch' || ref === defaultBranch)
        return 'the branch is the default branch';
    const comparison = await github.compare(defaultBranch, context.headSha);
    if (comparison.total === 0)
        return `the branch has no commits of its own beyond ${defaultBranch}`;
    const name = comparison.mergeBase;
    return whole(context, {
        name,
        source: 'push',
        reason: `since the branch left ${(0,lib_text/* oneLine */.TN)(defaultBranch, 60)}`,
        what: defaultBranch,
    }, { status: 'ahead', commits: comparison.commits, total: comparison.total });
}

;// CONCATENATED MODULE: ./lib/context/commits.js
// Commit range \u2192 commits: which rules are asked in which order, then `paths` and the changed files. No failed read loses
// the deploy: it goes on with what is known, and a warning says so.







/** The commits of this deploy, newest first, and which rule chose the base. */
async function collectCommits(collecting) {
    const { common, context, sources } = collecting;
    if (common.commits === 'none')
        return alone(context, [], 'commits is none');
    if (common.operation === 'rollback' || common.operation === 'retry')
        return alone(context, [], `a ${common.operation} brings no new commits`);
    if (common.operation === 'finish')
        return alone(context, headOf(context), 'the deploy is only closed');
    const range = await findRange(collecting);
    return common.commits === 'refs' ? range : withPatchSets(common, range, sources);
}
function alone(context, commits, reason) {
    return {
        head: context.headSha,
        source: 'single-commit',
        reason,
        status: 'unknown',
        commits,
        total: commits.length,
        warnings: [],
    };
}
/** The rules in their order. `auto` takes what is known to be right for the event. */
function rulesFor(commitsFrom, context) {
    const own = [ownPush, ownPull];
    switch (commitsFrom) {
        case 'push':
            return [...own, newBranch];
        case 'last-deploy':
            return [lastDeploy, ...own, lastTag, newBranch];
        case 'previous-tag':
            return [lastTag, ...own];
        case 'auto':
            if (context.range)
                return [...own, lastDeploy, lastTag];
            // What a tag stands for does not depend on what was deployed where: it starts at the tag before it.
            if (context.refKind === 'tag')
                return [lastTag, lastDeploy];
            return [lastDeploy, lastTag, newBranch];
        default:
            return [given(commitsFrom), ...own];
    }
}
async function findRange({ common, context, sources, version }) {
    const { commitsFrom, versionPrefix: prefix } = common;
    const isAsked = commitsFrom !== 'auto';
    const marker = (0,lib_marker/* makeMarker */.N)({
        context,
        environment: sources.environment,
        version,
        matrixKey: common.matrixKey,
        isNewEachAttempt: common.onRerun === 'new',
    });
    const question = { context, sources, prefix, version, isAsked, marker };
    const tried = { notes: [], failures: [], isAsked };
    for (const [index, rule] of rulesFor(commitsFrom, context).entries()) {
        try {
            const ruled = await rule(question);
            if (typeof ruled !== 'string')
                return { ...ruled, warnings: [...aloud(tried, ruled, commitsFrom), ...ruled.warnings] };
            tried.notes.push({ text: ruled, isOfAsked: isAsked && index === 0 });
        }
        catch (error) {
            if (!isFailed(error))
                throw error;
            tried.failures.push(error.message);
        }
    }
    return headAlone(context, sources, tried);
}
/** Why another rule was taken than the one that was asked for. */
function aloud({ notes, failures }, ruled, commitsFrom) {
    if (failures.length > 0)
        return failures.slice(0, 1);
    const asked = notes.find(({ isOfAsked }) => isOfAsked);
    // A new branch has no commit before the push, but its range is the push's all the same.
    if (!asked || ruled.source === commitsFrom)
        return [];
    return [`commits-from is ${(0,lib_text/* oneLine */.TN)(commitsFrom, 60)}, but ${asked.text}`];
}
/** Nothing to start from: the head commit alone, with the reason. */
async function headAlone(context, sources, { notes, failures, isAsked }) {
    // What does not concern the event is worth saying only to somebody who asked for it.
    const said = notes.filter(({ text, isOfAsked }) => isOfAsked || !/^the (event|branch) is /.test(text));
    const why = [...new Set(said.map(({ text }) => text))];
    const reason = `the head commit alone${why.length > 0 ? `: ${(0,lib_text/* listed */.KE)(why)}` : ''}`;
    const warnings = [...(isAsked && why.length > 0 ? [reason] : []), ...failures.slice(0, 1)];
    const known = context.headCommit?.sha === context.headSha;
    if (known || !sources.github || failures.length > 0)
        return { ...alone(context, headOf(context), reason), warnings };
    try {
        return { ...alone(context, [await sources.github.commit(context.headSha)], reason), warnings };
    }
    catch (error) {
        if (!isFailed(error))
            throw error;
        return { ...alone(context, headOf(context), reason), warnings: [...warnings, error.message] };
    }
}

;// CONCATENATED MODULE: ./lib/context/bump.js
// Which bump the commits since a tag ask for: all of them, or in a monorepo those that touch `paths`.


/** What the commits from the tag to the head ask for. */
function bumpSince({ comparison }, head, paths, github) {
    return paths.length > 0 ? bumpOfPaths(comparison, paths, github) : bumpOfAll(comparison, head, github);
}
/** Loaded only when it is needed. */
const loadParser = () => Promise.all(/* import() */[__webpack_require__.e(163), __webpack_require__.e(765)]).then(__webpack_require__.bind(__webpack_require__, 765));
async function bumpOfAll(comparison, head, github) {
    const { largest } = await loadParser();
    const { commits, total: count, baseSha } = comparison;
    let bump = largest('patch', commits);
    if (commits.length < count) {
        // A breaking change may be among the commits that were not kept; they are looked at page by page.
        const visit = (page) => {
            bump = largest(bump, page);
        };
        await github.compare(baseSha, head, { visit });
    }
    return { bump, count, warnings: [] };
}
/** A commit whose files cannot be read counts, as it does in the range. */
async function bumpOfPaths({ commits, total }, paths, github) {
    const read = await withFiles(commits, NEWEST, github);
    const kept = await touching(read.commits, paths);
    const left = total - commits.length;
    const { largest } = await loadParser();
    return {
        bump: kept.length > 0 ? largest('patch', kept) : undefined,
        count: kept.length,
        warnings: [
            ...(read.problem ? [read.problem] : []),
            ...(left > 0
                ? [`the version follows from the newest ${commits.length} of ${total} commits, as far as paths go`]
                : []),
        ],
    };
}

// EXTERNAL MODULE: ./lib/context/refs.js
var refs = __webpack_require__(7793);
;// CONCATENATED MODULE: ./lib/context/version.js
// Which version, and why.





/**
 * The version by the inputs `version` and `version-from`.
 * @throws InputError when the asked source has none, ApiError or NetworkError when it cannot be read
 */
async function pickVersion(common, context, sources) {
    if (common.version)
        return picked((0,refs/* withoutRefs */.J)(common.version), 'given', false);
    const prefix = (0,refs/* withoutRefs */.J)(common.versionPrefix);
    const asked = { prefix, context, sources, paths: common.paths };
    const from = common.versionFrom === 'auto' ? automatic(common.provider, context) : common.versionFrom;
    switch (from) {
        case 'tag':
            if (context.refKind !== 'tag') {
                throw new errors/* InputError */.dz([
                    `version-from is tag, but the event ${(0,lib_text/* oneLine */.TN)(context.event, 60)} has no tag; set version or another version-from.`,
                ]);
            }
            return picked(named(context.ref, prefix, common.provider), 'the tag of the event', true);
        case 'sha':
            return picked(`${prefix}${context.headSha}`, 'the head commit', true);
        case 'short-sha':
            return picked(`${prefix}${context.headSha.slice(0, 7)}`, 'the head commit', true);
        case 'package':
            return fromPackage(asked);
        case 'conventional':
            return fromCommits(asked);
        case 'calendar':
            return fromDate(asked);
    }
}
/** A tag that has the prefix already keeps its name, and so does one whose GitHub release is made. */
function named(tag, prefix, provider) {
    return provider === 'github' || tag.startsWith(prefix) ? tag : `${prefix}${tag}`;
}
/** A sha makes no good tag, so GitHub's releases of a branch count up. */
function automatic(provider, { refKind }) {
    if (refKind === 'tag')
        return 'tag';
    return provider === 'github' ? 'conventional' : 'sha';
}
function picked(version, reason, isDerived) {
    return { version, reason, isDerived, isNew: true, warnings: [] };
}
function reader(from, { sources }) {
    if (sources.github)
        return sources.github;
    throw new errors/* InputError */.dz([
        `version-from is ${from}, which is read from GitHub, but github-token is empty: pass a token with contents: read, or set version.`,
    ]);
}
async function fromPackage(asked) {
    const { headSha, repository } = asked.context;
    const where = `package.json at ${headSha.slice(0, 12)}`;
    let text = '';
    try {
        text = await reader('package', asked).file('package.json', headSha);
    }
    catch (error) {
        if (!(error instanceof errors/* ApiError */.hD) || error.status !== 404)
            throw error;
        throw new errors/* InputError */.dz([
            `version-from is package, but ${repository.full} shows no ${where}: set version or another version-from, or give github-token the permission contents: read.`,
        ]);
    }
    const version = packageVersion(text);
    if (version === '')
        throw new errors/* InputError */.dz([
            `version-from is package, but ${where} has no version; set version or another version-from.`,
        ]);
    return picked(`${asked.prefix}${version}`, where, false);
}
function packageVersion(text) {
    try {
        // npm itself allows a byte order mark.
        return (0,json/* textAt */.$6)(JSON.parse(text.replace(/^\ufeff/, '')), 'version').trim();
    }
    catch {
        return ''; // Not JSON is told as "has no version", with the same cure.
    }
}
/** The next semantic version from the conventional commits since the last tag of the prefix. */
async function fromCommits(asked) {
    const { FIRST_VERSION, nextVersion } = await Promise.all(/* import() */[__webpack_require__.e(163), __webpack_require__.e(765)]).then(__webpack_require__.bind(__webpack_require__, 765));
    const { previousTag, versionOf } = await Promise.all(/* import() */[__webpack_require__.e(163), __webpack_require__.e(318)]).then(__webpack_require__.bind(__webpack_require__, 1318));
    const github = reader('conventional', asked);
    const { prefix, context, paths } = asked;
    const head = context.headSha;
    const wanted = { head, prefix, onlySemver: true };
    const last = await previousTag(github, { ...wanted, withHead: true });
    if (!last)
        return picked(`${prefix}${FIRST_VERSION}`, 'the first version: no tag to count from', false);
    const { name, comparison } = last;
    if (comparison.status === 'identical')
        return nothingNew(name, 'the tag of this commit: nothing');
    const { bump, count, warnings } = await bumpSince(last, head, paths, github);
    if (bump === undefined)
        return nothingNew(name, `the tag before: nothing that touches ${(0,lib_text/* listed */.KE)(paths)}`);
    const found = versionOf(name, prefix);
    // Tags that are written `v1.2.3` without a prefix being asked for keep their v.
    const sign = /^v/.exec(name.slice(prefix.length))?.[0] ?? '';
    const reason = `${bump} change by ${(0,lib_text/* plural */.LS)(count, 'commit')} since ${(0,lib_text/* oneLine */.TN)(name, 80)}`;
    const version = `${prefix}${sign}${nextVersion(found?.version ?? '', bump)}`;
    // The release that a pre-release prepared tells what is new since the release before.
    const before = found?.prerelease.length ? await previousTag(github, { ...wanted, isFull: true }) : last;
    return { ...picked(version, reason, false), previousTag: before?.name ?? name, warnings };
}
function nothingNew(tag, what) {
    const reason = `${what} is new since ${(0,lib_text/* oneLine */.TN)(tag, 80)}`;
    return { ...picked(tag, reason, false), isNew: false, previousTag: tag, warnings: [reason] };
}
/** `YYYY.MM.DD.N`, the date in UTC; N counts the tags of the day from 1. */
async function fromDate(asked) {
    const { prefix, context, sources } = asked;
    const day = new Date(sources.now()).toISOString().slice(0, 10).replaceAll('-', '.');
    const tags = await reader('calendar', asked).tags(`${prefix}${day}.`);
    const counted = tags.flatMap((tag) => {
        const number = /^\d+$/.exec(tag.name.slice(prefix.length + day.length + 1));
        return number ? { ...tag, number: Number(number[0]) } : [];
    });
    // A re-run finds the tag that its earlier attempt made.
    const own = counted.find(({ sha, isAnnotated }) => !isAnnotated && sha === context.headSha);
    if (own)
        return { ...picked(own.name, 'the tag that this commit has today', false), isNew: false };
    const last = Math.max(0, ...counted.map(({ number }) => number));
    return picked(`${prefix}${day}.${last + 1}`, `number ${last + 1} of the day, in UTC`, false);
}

// EXTERNAL MODULE: ./lib/inputs/common.js
var common = __webpack_require__(5060);
;// CONCATENATED MODULE: ./lib/plan.js
// Inputs + context + commits \u2192 Plan: what will be done, as a value. Pure; printed, compared in tests, shown by dry-run.





/** Is the release made by this run, or must it be there already? */
function makesRelease({ operation, stage }) {
    return stage === 'main' && ['deploy', 'release', 'track', 'start'].includes(operation);
}
/** What will be done, in order. */
function makePlan(parts) {
    const { inputs, provider, context, version, range, environment, stage } = parts;
    const { common } = inputs;
    const marker = (0,lib_marker/* makeMarker */.N)({
        context,
        environment,
        version: version.version,
        matrixKey: common.matrixKey,
        isNewEachAttempt: common.onRerun === 'new',
    });
    return {
        stage,
        operation: common.operation,
        provider,
        version,
        // A release alone reaches no environment; the input may still say where its range starts.
        environment: common.operation === 'release' ? '' : environment,
        context,
        range,
        kind: kindOf(common.operation, range, parts.history.filter((past) => past.marker !== marker)),
        deploy: makeDeploy(parts, marker),
        steps: stepsFor(parts),
        looksFirst: context.runAttempt > 1 && common.onRerun === 'reuse' && provider.findDeploy !== undefined,
        dryRun: common.dryRun,
    };
}
function makeDeploy({ inputs, context, range, startedAt, rollbackTo, stage }, marker) {
    const { common } = inputs;
    const subject = (0,lib_text/* firstLine */.TM)(context.headCommit?.message ?? range.commits[0]?.message ?? '');
    return {
        name: common.deployName || `${context.workflow} #${context.runNumber}`.trim(),
        description: common.description || subject,
        url: common.url || context.runUrl,
        marker,
        startedAt: common.startedAt ?? startedAt,
        ...(common.finishedAt === undefined ? {} : { finishedAt: common.finishedAt }),
        // `status` speaks of a deploy that was begun before: a deploy or rollback that is made whole is a success.
        status: ['finish', 'track'].includes(common.operation) ? plan_statusOf(common.status, stage) : 'success',
        ignore: [],
        ...(rollbackTo ? { rollbackTo } : {}),
    };
}
/**
 * How the deploy ended. In main, nothing is closed by it yet, and the output of a later step is still empty there.
 * @throws InputError when it is not told in the post stage: to take it for a success could be a lie
 */
function plan_statusOf(status, stage) {
    if (status !== '')
        return status;
    if (stage === 'main')
        return 'success';
    throw new errors/* InputError */.dz([common/* NO_STATUS */.rF]);
}
/** Head against the last deployed commit tells a redeploy and a rollback from a deploy. */
function kindOf(operation, range, history = []) {
    if (operation === 'rollback')
        return 'rollback';
    // Whatever the range starts at: what was deployed last is deployed again.
    if (lastGood(history)?.sha === range.head)
        return 'redeploy';
    if (range.source !== 'last-deploy')
        return 'deploy';
    if (range.status === 'identical')
        return 'redeploy';
    return range.status === 'behind' ? 'rollback' : 'deploy';
}
/** The steps of an operation at a provider: they follow from which functions it has. */
function stepsFor(parts) {
    const { stage, provider } = parts;
    const { common, own } = parts.inputs;
    const leftOut = new Set(provider.leaveOut?.(own) ?? []);
    const steps = stage === 'post' ? closing(provider, plan_statusOf(common.status, stage)) : opening(parts);
    // A rollback makes no release, but must know that its target is there.
    if (common.operation === 'rollback')
        leftOut.delete('release');
    return steps.filter((step) => !leftOut.has(step));
}
function opening({ inputs: { common }, provider, environment }) {
    const release = provider.createRelease ? ['release'] : [];
    const ready = [
        ...(provider.readRevision ? ['revision'] : []),
        ...(provider.createBuild ? ['build'] : []),
    ];
    const confirm = provider.confirmRelease ? ['release'] : [];
    const wait = provider.readDeploy && common.wait ? ['wait'] : [];
    const finish = provider.finishDeploy ? ['finish'] : [];
    // A provider that only records a moment has nothing to open: its deploy is written when it is over.
    const isMoment = !provider.finishDeploy && !provider.readDeploy;
    switch (common.operation) {
        case 'release':
            return release;
        case 'deploy':
            return environment ? [...release, ...ready, 'deploy', ...wait, ...finish] : release;
        case 'track':
        case 'start':
            return [...release, ...ready, ...(isMoment ? [] : ['deploy'])];
        case 'finish':
            return closing(provider, plan_statusOf(common.status, 'main'));
        case 'rollback':
            return [...confirm, 'deploy', ...wait, ...finish];
        case 'retry':
            return ['retry', ...wait];
    }
}
function closing(provider, status) {
    if (provider.finishDeploy)
        return ['finish'];
    if (provider.readDeploy)
        return ['wait'];
    if (status !== 'success')
        return [];
    return provider.confirmRelease ? ['release', 'deploy'] : ['deploy'];
}

;// CONCATENATED MODULE: ./lib/wait.js
// Follows something at a provider to its end: the one place that polls, with one deadline.


const FIRST_MS = 2_000;
const LONGEST_MS = 15_000;
const SAY_EVERY_MS = 60_000;
/**
 * Asks until the state is final: every 2 s, growing to 15 s, with jitter of a fifth. Says the state when it changes and
 * once a minute.
 * @throws what `read` throws; the HTTP layer has retried by then
 */
async function follow(read, waiting) {
    const startedAt = waiting.now();
    let said = { state: '', at: startedAt };
    let last;
    // What was seen says more than an error about the next look or pause.
    const ended = (error) => {
        if (!last || !(error instanceof errors/* NetworkError */.Dr))
            throw error;
        if (error.reason === 'cancelled')
            return { state: last, before: 'cancelled' };
        if (waiting.now() + FIRST_MS >= waiting.deadline)
            return { state: last, before: 'deadline' };
        throw error;
    };
    for (let pause = FIRST_MS;; pause = Math.min(LONGEST_MS, pause * 1.5)) {
        let state;
        try {
            state = await read();
        }
        catch (error) {
            return ended(error);
        }
        last = state;
        if (state.outcome !== undefined)
            return { state };
        if (state.state !== said.state || waiting.now() - said.at >= SAY_EVERY_MS) {
            said = { state: state.state, at: waiting.now() };
            waiting.info(`waiting for ${waiting.what}: ${(0,lib_text/* oneLine */.TN)(state.state, 60)} (${(0,lib_text/* duration */.p0)(waiting.now() - startedAt)})`);
        }
        const waitMs = pause * (0.8 + 0.4 * waiting.random());
        if (waiting.now() + waitMs >= waiting.deadline)
            return { state, before: 'deadline' };
        try {
            await waiting.sleep(waitMs);
        }
        catch (error) {
            return ended(error);
        }
    }
}
/**
 * Looks for something that may take a while to appear, at the same pace.
 * @returns what was found, or undefined when it did not appear within `withinMs`
 */
async function lookFor(look, withinMs, waiting) {
    const end = Math.min(waiting.now() + withinMs, waiting.deadline);
    for (let pause = FIRST_MS;; pause = Math.min(LONGEST_MS, pause * 1.5)) {
        const found = await look();
        if (found !== undefined || waiting.now() + pause >= end)
            return found;
        await waiting.sleep(pause);
    }
}
/**
 * The error of a cancellation that came before the end; it names the last state seen.
 * @param where the place to look at what goes on there; undefined when nothing was begun
 */
function tooSoon(what, { state }, where) {
    const then = where === undefined ? 'Nothing was deployed.' : `It goes on without us: look ${where}.`;
    const text = `The job was cancelled before ${what}: the last state seen was "${(0,lib_text/* oneLine */.TN)(state, 60)}". ${then}`;
    return (0,errors/* cancellation */.WN)(text, false);
}
/**
 * The error of a deadline that came before the end; it names the last state seen.
 * @param where the place to look at what goes on there; undefined when nothing was begun
 */
function tooLate(what, { state }, where) {
    const isLeft = where !== undefined;
    const then = isLeft
        ? `It goes on without us: look ${where}`
        : 'Nothing was deployed: bring it there before this step';
    return new errors/* NetworkError */.Dr(`The timeout came before ${what}: the last state seen was "${(0,lib_text/* oneLine */.TN)(state, 60)}". ${then}, or raise timeout.`, false, undefined, isLeft ? 'left' : 'deadline');
}

;// CONCATENATED MODULE: ./lib/steps/work.js
/** The job as the steps so far have left it. */
function jobOf({ work, release, build }) {
    return { ...work.job, ...(release ? { release } : {}), ...(build ? { build } : {}) };
}
/** A step is only planned when the provider has its function; anything else is our bug. */
function must(own, name) {
    if (own === undefined)
        throw new Error(`a planned step has no function ${name}`);
    return own;
}

;// CONCATENATED MODULE: ./lib/steps/follow.js



/** Waits until what is to be deployed has arrived at the provider. */
async function awaitRevision(progress) {
    const { work } = progress;
    const read = must(work.provider.readRevision, 'readRevision');
    const state = await followed(() => read(jobOf(progress)), work, { what: 'the arrival of the revision' });
    return { step: 'revision', ...follow_closed(state, 'the revision did not arrive') };
}
/** Waits for the end of the deploy. */
async function waitForDeploy(progress) {
    const { work, id } = progress;
    if (id === '')
        throw new Error('there is no deploy to wait for');
    const read = must(work.provider.readDeploy, 'readDeploy');
    const what = `deploy ${(0,lib_text/* oneLine */.TN)(id, 60)}`;
    const { where } = work.provider;
    const state = await followed(() => read(jobOf(progress), id), work, { what, where });
    const done = follow_closed(state, `${work.plan.provider.name} carried out ${what} and it failed`, ` Look ${where} for the reason.`);
    const isExisting = progress.isExisting && done.outcome === 'succeeded';
    return { step: 'wait', id, ...done, ...(isExisting ? { outcome: 'existing' } : {}) };
}
/** The final state. @throws NetworkError when the deadline or a cancellation comes before it */
async function followed(read, { clock, plan }, { what, where }) {
    const { state, before } = await follow(read, { ...clock, what: `${plan.provider.name}: ${what}` });
    if (before === 'deadline')
        throw tooLate(what, state, where);
    if (before === 'cancelled')
        throw tooSoon(what, state, where);
    return state;
}
/** A final state as the part of a receipt; a failed one makes the step fail, with its cure. */
function follow_closed(state, failure, cure = '') {
    const { state: _, outcome, facts: __, ...rest } = state;
    const fails = state.fails ??
        (outcome === 'failed' ? `${failure}${state.note ? `: ${(0,lib_text/* oneLine */.TN)(state.note)}` : ''}.${cure}` : undefined);
    return {
        ...rest,
        outcome: outcome ?? 'unknown',
        ...(fails === undefined ? {} : { fails }),
    };
}

;// CONCATENATED MODULE: ./lib/steps/once.js
// Exactly once: what a write may be answered with, and what follows from that.

const MAX_WRITES = 3;
/**
 * Writes once. A lost answer is looked up before anything is sent again; what is certainly not there is sent again, and
 * what cannot be told is an error that says so.
 */
async function once(write, find, work) {
    for (let count = 1;; count++) {
        try {
            return await write();
        }
        catch (error) {
            if (!(0,errors/* mayHaveHappened */.dk)(error))
                throw error;
            const found = find ? await findAgain(find, work) : 'undecided';
            if (typeof found === 'object')
                return found;
            if (found === 'undecided' || count === MAX_WRITES)
                throw uncertain(error, work.plan, found);
            work.clock.info(`${work.plan.provider.name} has no trace of it, so it did not happen: sending it again`);
        }
    }
}
/** Gives the server a moment to finish what it may have begun, then looks. A look that fails tells nothing. */
async function findAgain(find, { clock }) {
    try {
        await clock.sleep(500 + 500 * clock.random());
        return await find();
    }
    catch (error) {
        if (!(0,errors/* isExpected */.Dn)(error))
            throw error;
        clock.info(`It could not be looked up: ${error.message}`);
        return 'undecided';
    }
}
/** The error of a write that could not be settled, with what the look-ups told. */
function uncertain(error, { provider }, found) {
    const looked = found === 'absent' ? ` It was sent ${MAX_WRITES} times, and ${provider.name} has no trace of it.` : '';
    const message = `${error.message}${looked} Look ${provider.where} before you run it again.`;
    if (error instanceof errors/* ApiError */.hD)
        return new errors/* ApiError */.hD(message, error, error);
    return new errors/* NetworkError */.Dr(message, true, error);
}
// What an earlier attempt ended with and a re-run makes anew; what was recorded, succeeded or is under way is reused.
const NOT_REUSED = ['failed', 'cancelled', 'error', 'skipped', 'unknown'];
/** Does a re-run go on with what its earlier attempt left? */
function isReusable({ outcome }) {
    return !NOT_REUSED.includes(outcome);
}
const EARLIER = 'made by an earlier attempt of this run';

;// CONCATENATED MODULE: ./lib/steps/build.js




/** Makes the build, or goes on with that of an earlier attempt, and waits for it. */
async function build(progress) {
    const { work, deploy: ours } = progress;
    const { createBuild, findBuild, readBuild } = work.provider;
    const create = must(createBuild, 'createBuild');
    const job = jobOf(progress);
    const find = findBuild && (() => findBuild(job, ours, 'lost'));
    const made = (await earlierBuild(job, ours, work)) ?? (await once(() => create(job, ours), find, work));
    const { id } = made;
    if (!readBuild || id === undefined)
        return made;
    const what = `build ${(0,lib_text/* oneLine */.TN)(id, 60)}`;
    const state = await followed(() => readBuild(job, id), work, { what, where: work.provider.where });
    return {
        ...made,
        ...follow_closed(state, `${what} failed`),
        step: 'build',
        ...(state.facts ? { facts: { ...made.facts, ...state.facts } } : {}),
    };
}
/** A re-run goes on with the build of an earlier attempt: a second one could start a second deploy by itself. */
async function earlierBuild(job, ours, { provider, plan }) {
    if (!plan.looksFirst)
        return undefined;
    const found = await provider.findBuild?.(job, ours, 'earlier');
    if (typeof found !== 'object' || !isReusable(found))
        return undefined;
    return { ...found, note: EARLIER };
}

;// CONCATENATED MODULE: ./lib/steps/deploy.js



/** Makes the deploy, or finds the one that is there: of an earlier attempt, or started by the service itself. */
async function deploy(progress) {
    const { work } = progress;
    const { findDeploy, createDeploy } = work.provider;
    const job = jobOf(progress);
    const earlier = await lookForEarlier(job, progress);
    if ('step' in earlier)
        return existing(earlier);
    const ours = { ...progress.deploy, ...earlier };
    const adopted = await adopt(job, ours, work);
    if (adopted && 'step' in adopted)
        return adopted;
    const create = must(createDeploy, 'createDeploy');
    const find = findDeploy && (() => findDeploy(job, ours, 'lost'));
    const made = await once(() => create(job, ours), find, work);
    return adopted ? { ...made, warnings: [...(made.warnings ?? []), ...adopted.warnings] } : made;
}
/** The newest deploy of an earlier attempt, to be reused; else the ids of all there are, which a later look passes over. */
async function lookForEarlier(job, { work, deploy: ours }) {
    const ignore = [...ours.ignore];
    const { findDeploy } = work.provider;
    if (!work.plan.looksFirst || !findDeploy)
        return { ignore };
    for (;;) {
        const found = await findDeploy(job, { ...ours, ignore }, 'earlier');
        if (typeof found !== 'object')
            return { ignore };
        if (isReusable(found) && ignore.length === ours.ignore.length)
            return found;
        if (found.id === undefined || ignore.includes(found.id))
            return { ignore };
        ignore.push(found.id);
    }
}
function existing(found) {
    const note = EARLIER;
    if (found.outcome === 'started')
        return { ...found, note, facts: { ...found.facts, isExisting: true } };
    return { ...found, note, outcome: 'existing' };
}
/** A deploy of the same thing that the service starts by itself; it may take a moment to appear. */
async function adopt(job, ours, { provider, plan, clock }) {
    const { adoptDeploy } = provider;
    if (!adoptDeploy)
        return undefined;
    const what = `${plan.provider.name} to start the deploy by itself`;
    return lookFor(() => adoptDeploy(job, ours), provider.adoptWithinMs?.(job) ?? 0, { ...clock, what });
}
/** Repeats a failed deploy under its own id; a re-run goes on with what its earlier attempt began. */
async function retry(progress) {
    const { work, id } = progress;
    const { findRetry, retryDeploy } = work.provider;
    const again = must(retryDeploy, 'retryDeploy');
    const job = jobOf(progress);
    const earlier = work.plan.looksFirst ? await findRetry?.(job, id, 'earlier') : undefined;
    if (typeof earlier === 'object' && isReusable(earlier))
        return existing(earlier);
    return once(() => again(job, id), findRetry && (() => findRetry(job, id, 'lost')), work);
}

;// CONCATENATED MODULE: ./lib/steps/finish.js
// Closes a deploy that was left open, by an earlier step of the plan or by another job.



/** Closes a deploy. Without a known id it is looked for: by the marker, then by what is open. */
async function finish(progress) {
    const { work, deploy: ours } = progress;
    const { finishDeploy, findFinish } = work.provider;
    const close = must(finishDeploy, 'finishDeploy');
    const job = jobOf(progress);
    const id = progress.id || (await findToFinish(progress));
    if (id === undefined)
        return { step: 'finish', outcome: 'none', note: 'nothing was started, so there is nothing to close' };
    const find = findFinish && (() => findFinish(job, ours, id));
    const receipt = await once(() => close(job, ours, id), find, work);
    const isExisting = progress.isExisting && receipt.outcome === 'succeeded';
    return isExisting ? { ...receipt, outcome: 'existing' } : receipt;
}
/** The id of the deploy to close; undefined when a killed main stage never came to make one. */
async function findToFinish(progress) {
    const { work, deploy: ours } = progress;
    const { provider, plan } = work;
    const isPost = plan.stage === 'post';
    // In post only the run's own deploy will do, where the provider can tell it by the marker.
    const finds = isPost && provider.findDeploy ? [provider.findDeploy] : [provider.findDeploy, provider.findOpen];
    for (const find of finds) {
        const found = await find?.(jobOf(progress), ours, 'earlier');
        if (typeof found !== 'object')
            continue;
        // A main stage that was killed before it made its own leaves that of an earlier attempt as it ended.
        const isOver = isPost && found.outcome !== 'started';
        if (found.id !== undefined && !isOver)
            return found.id;
    }
    if (isPost)
        return undefined;
    throw new errors/* InputError */.dz([
        `deploy-id is required: there is no open deploy of ${plan.environment} at ${plan.provider.name} for this commit. Pass the output deploy-id of the step that started it.`,
    ]);
}

;// CONCATENATED MODULE: ./lib/steps/release.js
// The release: made by this run, or confirmed to be there.



/** Makes the release; a rollback and a post stage only make sure that it is there. */
function release(progress) {
    const { work, deploy: ours } = progress;
    const { confirmRelease, createRelease, findRelease } = work.provider;
    const job = jobOf(progress);
    if (!makesRelease(work.plan))
        return must(confirmRelease, 'confirmRelease')(job, ours);
    const create = must(createRelease, 'createRelease');
    return once(() => create(job), findRelease && (() => findRelease(job)), work);
}

;// CONCATENATED MODULE: ./lib/carry-out.js
// Runs the plan's steps in order and yields a receipt for each. A step is a file of steps/; steps/once.ts holds what
// makes it happen exactly once.








/** Carries out the plan; a step that fails throws, and what was yielded before stays true. */
async function* carryOut(work) {
    let progress = { work, deploy: work.plan.deploy, id: work.deployId, isExisting: false };
    for (const step of work.plan.steps) {
        const made = await perform(step, progress);
        let receipt = made;
        try {
            receipt = await annotated(await verified(made, progress), progress);
        }
        catch (error) {
            // It was made, whatever reading it back gave.
            yield { ...made, note: 'it was not read back' };
            throw error;
        }
        yield receipt;
        if (receipt.fails !== undefined || isOver(step, receipt))
            return;
        progress = advance(progress, receipt);
    }
}
/** A deploy that was found done has nothing left to wait for or to finish. */
function isOver(step, receipt) {
    return ['deploy', 'retry'].includes(step) && receipt.outcome === 'existing';
}
/** Reads back what this run made, where the provider asks for it; what was found was read already. */
async function verified(made, progress) {
    const { work, deploy: ours } = progress;
    const { provider, plan } = work;
    const job = jobOf(progress);
    if (made.step === 'release' && makesRelease(plan))
        return provider.verifyRelease?.(job, made) ?? made;
    if (made.step === 'deploy' && made.outcome === 'created')
        return provider.verifyDeploy?.(job, ours, made) ?? made;
    return made;
}
/** Lets the provider attach how the deploy ended. That is an extra: when it fails, the user is told and no more. */
async function annotated(receipt, progress) {
    const { provider } = progress.work;
    const isEnd = ['deploy', 'wait', 'finish'].includes(receipt.step) && receipt.outcome !== 'started';
    if (!provider.annotateDeploy || !isEnd || receipt.id === undefined)
        return receipt;
    try {
        await provider.annotateDeploy(jobOf(progress), progress.deploy, receipt);
        return receipt;
    }
    catch (error) {
        if (!(0,errors/* isExpected */.Dn)(error))
            throw error;
        return { ...receipt, warnings: [...(receipt.warnings ?? []), error.message] };
    }
}
function advance(progress, receipt) {
    switch (receipt.step) {
        case 'release':
            return { ...progress, release: receipt };
        case 'build':
            return { ...progress, build: receipt };
        case 'deploy':
        case 'retry':
            return {
                ...progress,
                id: receipt.id ?? progress.id,
                isExisting: receipt.facts?.['isExisting'] === true,
            };
        default:
            return progress;
    }
}
function perform(step, progress) {
    switch (step) {
        case 'release':
            return release(progress);
        case 'revision':
            return awaitRevision(progress);
        case 'build':
            return build(progress);
        case 'deploy':
            return deploy(progress);
        case 'wait':
            return waitForDeploy(progress);
        case 'finish':
            return finish(progress);
        case 'retry':
            return retry(progress);
    }
}

// EXTERNAL MODULE: ./lib/report/figures.js
var figures = __webpack_require__(819);
;// CONCATENATED MODULE: ./lib/recall.js


/** Would the summary show earlier deploys that nothing has read yet? */
function showsHistory({ stage, environment }, { sources, provider }, { summary }) {
    return summary && stage === 'main' && environment !== '' && !!provider.history && !sources.known();
}
/** The deploys of the environment, newest first; never throws. */
async function recall({ plan, session, inputs, host }, { receipts, outcome, deployId }) {
    const known = session.sources.known() ?? receipts.find(({ step }) => step === 'deploy')?.past;
    if (known)
        return known;
    const { recent } = session.provider;
    if (!recent || !(0,figures/* hasArrived */.iU)(outcome) || !showsHistory(plan, session, inputs.common))
        return [];
    try {
        const read = await recent(session.glance());
        // A list without this deploy is not the newest one, so what came right before is not to be told.
        return read.some(({ id, marker }) => id === deployId || marker === plan.deploy.marker) ? read : [];
    }
    catch (error) {
        host.debug(`The earlier deploys are not shown: ${(0,lib_text/* oneLine */.TN)(String(error))}`);
        return [];
    }
}

// EXTERNAL MODULE: ./lib/report/ending.js
var ending = __webpack_require__(4443);
// EXTERNAL MODULE: ./lib/report/help.js
var help = __webpack_require__(9427);
// EXTERNAL MODULE: ./lib/report/log.js
var log = __webpack_require__(7439);
// EXTERNAL MODULE: ./lib/report/publish.js + 5 modules
var publish = __webpack_require__(6427);
;// CONCATENATED MODULE: ./lib/report/report.js
// What happened, as one value: made from the plan and the receipts, and the source of outputs, log and summary.



const DEPLOY_STEPS = ['deploy', 'wait', 'finish', 'retry'];
/** Sums the run up. */
function makeReport(ended) {
    const { plan, receipts, problem, now } = ended;
    const release = receipts.find(({ step }) => step === 'release');
    const deploys = receipts.filter(({ step }) => DEPLOY_STEPS.includes(step));
    const outcome = outcomeOf(ended);
    const times = timesOf(ended, deploys.at(-1), outcome);
    const deployId = deployIdOf(ended);
    const made = times.finishedAt ?? times.startedAt;
    const { marker } = plan.deploy;
    const earlier = earlierThan({ id: deployId, marker, ...(made === undefined ? {} : { at: made }) }, ended.history);
    const why = problem || (failureOf(receipts)?.fails ?? '');
    return {
        plan,
        receipts,
        outcome,
        note: deploys.at(-1)?.note ?? '',
        what: deploys.find(({ broughtBack }) => broughtBack !== undefined)?.broughtBack ?? plan.version.version,
        deployId,
        releaseId: release?.id ?? deploys.findLast(({ releaseId }) => releaseId !== undefined)?.releaseId ?? '',
        releaseUrl: release?.url ?? '',
        deployUrl: deploys.findLast(({ url }) => url !== undefined)?.url ?? '',
        created: release?.created ?? false,
        commitCount: release?.commitCount ?? countWithout(plan),
        ...times,
        figures: (0,figures/* makeFigures */.MX)(plan, (0,figures/* hasArrived */.iU)(outcome) ? times.finishedAt : undefined, earlier),
        earlier,
        problem: why,
        help: why ? ended.help : '',
        warnings: [
            ...(ended.warnings ?? []),
            ...plan.version.warnings,
            ...plan.range.warnings,
            ...receipts.flatMap(({ warnings = [] }) => warnings),
        ],
        tookMs: Math.max(0, now - ended.began),
    };
}
/** Commits without a receipt that counts them: none when the release was to be made and was not. */
function countWithout(plan) {
    const isMissing = makesRelease(plan) && plan.steps.includes('release') && !plan.dryRun;
    return isMissing ? 0 : plan.range.commits.length;
}
/** A deploy that was begun has a start; only one that is over has an end. */
function timesOf({ plan, now }, last, outcome) {
    // Sentry writes nothing at the start: its later half needs the time all the same.
    if (last === undefined && outcome === 'started')
        return { startedAt: plan.deploy.startedAt };
    if (last === undefined || outcome === 'none')
        return {};
    const startedAt = last.startedAt ?? plan.deploy.startedAt;
    // Nothing was seen to end where the run was cut off: then only the provider can tell when it did.
    const isOpen = outcome === 'started' || outcome === 'error' || outcome === 'unknown';
    const finishedAt = last.finishedAt ?? (isOpen ? undefined : (plan.deploy.finishedAt ?? now));
    return { startedAt, ...(finishedAt === undefined || outcome === 'started' ? {} : { finishedAt }) };
}
function failureOf(receipts) {
    return receipts.find(({ fails }) => fails !== undefined);
}
/** The provider's id of the deploy: of the last step that tells it, else the one that was given. */
function deployIdOf({ receipts, deployId }) {
    return receipts.findLast(({ step, id }) => DEPLOY_STEPS.includes(step) && id !== undefined)?.id ?? deployId;
}
/** How the deploy of this run came out, in one word. */
function outcomeOf({ plan, receipts, problem, errorOutcome, }) {
    return problem ? errorOutcome : outcomeWithoutError(plan, receipts);
}
/** The outcome of steps that no error ended: the README's "How it ends", row by row. */
function outcomeWithoutError(plan, receipts) {
    if (plan.dryRun)
        return 'planned';
    const failed = failureOf(receipts);
    // A step that fails without a word of its own about the deploy is an error.
    if (failed)
        return failed.outcome === 'created' ? 'error' : failed.outcome;
    const last = receipts.findLast(({ step }) => DEPLOY_STEPS.includes(step))?.outcome;
    // A retry, or a deploy that is not followed, was only begun.
    if (last === 'created')
        return 'started';
    if (last !== undefined)
        return last;
    // A deploy that did not succeed leaves no record at a provider that knows only finished ones.
    if (plan.operation === 'finish' || plan.stage === 'post') {
        if (plan.deploy.status === 'cancelled')
            return 'cancelled';
        return plan.deploy.status === 'failure' ? 'failed' : 'none';
    }
    return plan.operation === 'track' || plan.operation === 'start' ? 'started' : 'none';
}

// EXTERNAL MODULE: ./lib/saved.js
var saved = __webpack_require__(4728);
;// CONCATENATED MODULE: ./lib/session.js



const GLANCE_MS = 5_000;
/** The provider's session; nothing is sent yet. */
async function openSession({ inputs: { own, common }, provider, context, connection, early, saved }, host) {
    const deadline = host.now() + common.timeout;
    const dispatcher = await makeDispatcher(host.env, 1, early);
    const target = { name: provider.name, calls: provider.calls, hints: provider.hints, connection, deadline };
    const api = connect(target, host, dispatcher);
    // The post stage goes on where main began, whatever the input says by then.
    const environment = saved.environment || common.environment || (provider.defaultEnvironment?.(own) ?? '');
    const base = {
        api,
        own,
        environment,
        context,
        webUrl: connection.webUrl ?? connection.baseUrl,
        now: host.now,
    };
    const { history } = provider;
    const sources = openSources({
        common,
        context,
        environment,
        takesFiles: provider.takesFiles === true,
        readHistory: history && (() => history(base)),
    }, host);
    const readPast = provider.readPast?.bind(provider, base);
    return {
        provider,
        environment,
        base,
        sources,
        past: { history: sources.history, readPast },
        deadline,
        glance: () => {
            const now = host.now();
            // At most half of what is left: what comes after it needs the other one.
            const ms = Math.min(GLANCE_MS, Math.floor((deadline - now) / 2));
            const hurried = { ...target, deadline: now + ms, isGlance: true };
            return { ...base, api: connect(hurried, host, dispatcher) };
        },
        close: () => {
            setImmediate(() => {
                void dispatcher.destroy();
                void sources.github?.close();
            });
        },
    };
}
async function makeJob(plan, session, { common }, host) {
    const { provider, base } = session;
    const job = {
        ...base,
        operation: plan.operation,
        version: plan.version.version,
        isVersionDerived: plan.version.isDerived,
        isVersionNew: plan.version.isNew !== false,
        ...previousTagOf(plan),
        description: plan.deploy.description,
        matrixKey: common.matrixKey,
        range: plan.range,
        commitsMode: common.commits,
        wait: common.wait,
        deployId: common.deployId,
        facts: undefined,
        ...(showsHistory(plan, session, common) ? { glance: session.glance } : {}),
    };
    if (!provider.lookUp)
        return job;
    const { facts, warnings = [] } = await provider.lookUp({ ...job, facts: undefined }, plan.deploy);
    for (const warning of warnings)
        host.warning(provider.name, warning);
    return { ...job, facts };
}
/** The tag before this version: the one it was counted from, or the one its commits start at. */
function previousTagOf({ version, range }) {
    const previousTag = version.previousTag ?? range.baseTag;
    return previousTag === undefined ? {} : { previousTag };
}

;// CONCATENATED MODULE: ./lib/execute.js
// Carries a plan out against the world: keeps the state for the post stage, tells what happens, and reports at the end.










/** Carries the plan out and reports what was done, whatever happens. */
async function execute(execution) {
    const { plan, inputs, host, saved } = execution;
    const began = host.now();
    const deployId = inputs.common.deployId || saved.deployId;
    const { receipts, failure } = await attempt(execution, deployId);
    if (plan.stage === 'post' && saved.phase === 'starting' && isRefusal(failure)) {
        host.notice(plan.provider.name, 'The start of the deploy was never taken, so there is nothing to close.');
        return {};
    }
    const failed = failure === undefined ? undefined : (0,ending/* failureOf */.g5)(failure, host, plan.provider.name);
    const ended = {
        plan,
        receipts,
        deployId,
        began,
        now: host.now(),
        problem: failed?.problem ?? '',
        help: failed?.help ?? (0,help/* helpUrl */.xR)('failed', host.env),
        errorOutcome: errorOutcome(failure, plan, receipts),
        warnings: inputs.warnings,
    };
    const history = await recall(execution, {
        receipts,
        outcome: outcomeOf(ended),
        deployId: deployIdOf(ended),
    });
    const report = makeReport({ ...ended, history });
    (0,publish/* publish */.mk)(report, inputs, host);
    if (failed === undefined)
        return (0,ending/* verdict */.WJ)(report);
    return { ...(0,ending/* endingOf */.z6)(failed), isSoft: failed.isSoft && report.outcome === 'error' };
}
/** Goes through the steps, and keeps for the post stage how far they came. */
async function attempt({ plan, session, inputs, host }, deployId) {
    const receipts = [];
    try {
        const job = await makeJob(plan, session, inputs, host);
        if (plan.dryRun)
            return { receipts, failure: undefined };
        remember(plan, host, 'starting');
        const clock = { ...clockOf(host), deadline: session.deadline };
        for await (const receipt of carryOut({ plan, provider: session.provider, job, deployId, clock })) {
            receipts.push(receipt);
            tell(receipt, plan, host);
        }
        remember(plan, host, 'started', receipts);
        return { receipts, failure: undefined };
    }
    catch (error) {
        if (!(0,errors/* mayHaveHappened */.dk)(error) && (0,errors/* isExpected */.Dn)(error))
            remember(plan, host, receiptOf(receipts, 'deploy') ? 'started' : 'refused', receipts);
        return { receipts, failure: error };
    }
}
/** A killed main stage may never have sent the start; then the service has nothing to close and says so by a 4xx. */
function isRefusal(error) {
    return error instanceof errors/* ApiError */.hD && [400, 404, 409, 410, 422].includes(error.status);
}
function clockOf(host) {
    return { now: host.now, sleep: host.sleep, random: host.random, info: host.info };
}
/** Only a tracked deploy is closed by the post stage. */
function remember(plan, host, phase, receipts = []) {
    if (plan.operation !== 'track' || plan.stage !== 'main')
        return;
    const deploy = receiptOf(receipts, 'deploy');
    const { environment, version } = plan;
    const isDone = deploy?.outcome === 'existing';
    (0,saved/* save */.UN)(host, {
        phase: isDone ? 'idle' : phase,
        version: version.version,
        environment,
        startedAt: plan.deploy.startedAt,
        deployId: deploy?.id ?? '',
    });
}
function receiptOf(receipts, step) {
    return receipts.find((receipt) => receipt.step === step);
}
function tell(receipt, plan, host) {
    host.info((0,log/* describeReceipt */.ei)(receipt, plan));
    if (receipt.detail && receipt.detail.length > 0)
        host.group(`${plan.provider.name} says`, receipt.detail);
    for (const warning of receipt.warnings ?? [])
        host.warning(plan.provider.name, warning);
}
/** Our own deadline, or a cancellation, leaves what the provider carries out unknown; the rest is an error. */
function errorOutcome(failure, { provider }, receipts) {
    if (failure instanceof errors/* NetworkError */.Dr && failure.reason === 'left')
        return 'unknown';
    const isUnderWay = provider.effect === 'deploys' && receipts.some(({ step }) => step === 'deploy' || step === 'retry');
    const isOurs = failure instanceof errors/* NetworkError */.Dr && failure.reason !== 'network';
    return isUnderWay && isOurs ? 'unknown' : 'error';
}

// EXTERNAL MODULE: ./lib/inputs/limits.js
var limits = __webpack_require__(5173);
;// CONCATENATED MODULE: ./lib/providers/load.js
const loaders = {
    sentry: async () => (await __webpack_require__.e(/* import() */ 957).then(__webpack_require__.bind(__webpack_require__, 4957))).sentry,
    retrace: async () => (await __webpack_require__.e(/* import() */ 961).then(__webpack_require__.bind(__webpack_require__, 8961))).retrace,
    beanstalk: async () => (await __webpack_require__.e(/* import() */ 170).then(__webpack_require__.bind(__webpack_require__, 7170))).beanstalk,
    akkeris: async () => (await __webpack_require__.e(/* import() */ 633).then(__webpack_require__.bind(__webpack_require__, 7633))).akkeris,
    github: async () => (await __webpack_require__.e(/* import() */ 20).then(__webpack_require__.bind(__webpack_require__, 2020))).github,
};
/** The whole of a provider: its calls and schemas are made here, and not before. */
function loadProvider(id) {
    return loaders[id]();
}

;// CONCATENATED MODULE: ./lib/rollback.js


/**
 * What a rollback deploys again; undefined when nothing has to, or can, be looked for. A provider that confirms releases
 * takes the version as the target, so that one needs no list.
 */
async function findRollback({ common, own }, context, { provider, environment, past }) {
    const isNamed = common.version !== '' && provider.confirmRelease !== undefined;
    if (common.operation !== 'rollback' || isNamed)
        return undefined;
    const given = provider.rollbackTarget?.(own);
    if (given)
        return { id: given, sha: given, outcome: 'unknown' };
    if (common.deployId && past.readPast)
        return past.readPast(common.deployId);
    if (!past.history)
        return undefined;
    const isRerun = context.runAttempt > 1 && common.onRerun === 'reuse';
    const markerOf = ({ version, sha }) => (0,lib_marker/* makeMarker */.N)({
        context,
        environment,
        matrixKey: common.matrixKey,
        version: version ?? sha ?? '',
        isNewEachAttempt: false,
    });
    const isOurs = (each) => isRerun && each.marker !== undefined && each.marker === markerOf(each) && wentBack(each, context);
    return pickRollback(await past.history(), common.deployId, isRerun, isOurs);
}
/** A run may have deployed its own head and then roll back: that deploy is what is left, and not where it goes. */
function wentBack({ rollbackOf, sha }, { headSha }) {
    return rollbackOf !== undefined || sha !== headSha;
}
/**
 * The version of a rollback at a provider that confirms releases, when none was given: the target's, or its commit.
 * @throws InputError when there is no target either
 */
function versionToRestore(common, provider, rollbackTo) {
    if (common.operation !== 'rollback' || common.version || !provider.confirmRelease)
        return undefined;
    const version = rollbackTo?.version ?? rollbackTo?.sha;
    if (version)
        return version;
    const why = provider.history
        ? `${provider.name} lists no earlier successful deploy of another revision in this environment`
        : `${provider.name} cannot list earlier deploys`;
    throw new errors/* InputError */.dz([`version or deploy-id is required for this rollback: ${why}.`]);
}
const rollback_GOOD = ['succeeded', 'recorded', 'accepted'];
// A deploy that is under way, or whose end nobody knows, has replaced what ran before it; one that failed has not.
const LIVE = [...rollback_GOOD, 'unknown', 'started'];
/**
 * @param history newest first
 * @param deployId id or version of the deploy that was asked for; one that is not listed is known by its id alone
 * @param isRerun a re-run goes back to where its earlier attempt went, so that it does not roll forward again
 * @param isOurs whether a deploy was made by an earlier attempt of this run
 */
function pickRollback(history, deployId, isRerun = false, isOurs = () => false) {
    if (deployId) {
        const named = history.find(({ id, version }) => id === deployId || version === deployId);
        return named ?? { id: deployId, outcome: 'unknown' };
    }
    const liveAt = history.findIndex(({ outcome }) => LIVE.includes(outcome));
    const live = history[liveAt];
    if (!live)
        return undefined;
    const earlier = history.slice(liveAt + 1);
    if (isOurs(live))
        return live;
    if (isRerun && live.rollbackOf !== undefined)
        return earlier.find(({ id }) => id === live.rollbackOf);
    return earlier.find((each) => rollback_GOOD.includes(each.outcome) && !['', revisionOf(live)].includes(revisionOf(each)));
}
function revisionOf({ revision, sha, version }) {
    return revision || sha || version || '';
}

;// CONCATENATED MODULE: ./lib/story.js
// The second half of a run: from the connection to the report. Loaded while the connection is being set up.










/** Reads, plans, carries out and reports. */
async function story(begun, host) {
    const { stage, saved, startedAt, inputs, context } = begun;
    const provider = await loadProvider(inputs.manifest.id);
    const session = await openSession({ ...begun, provider }, host);
    try {
        const found = stage === 'post' ? fromSaved(saved, context) : await read(begun, session);
        const { version, range } = found;
        const plan = makePlan({
            stage,
            inputs,
            provider,
            context,
            ...found,
            environment: session.environment,
            startedAt,
            history: session.sources.known() ?? [],
        });
        for (const line of (0,log/* describePlan */.df)(plan))
            host.info(line);
        for (const warning of new Set([...version.warnings, ...range.warnings]))
            host.warning('Commits', warning);
        return await execute({ plan, session, inputs, host, saved });
    }
    finally {
        session.close();
    }
}
/** Version and commits, and the checks that need them. */
async function read({ inputs, context }, session) {
    const { common } = inputs;
    const { provider, sources } = session;
    const rollbackTo = await findRollback(inputs, context, session);
    const restored = versionToRestore(common, provider, rollbackTo);
    const version = restored
        ? {
            version: restored,
            reason: 'of the deploy to roll back to',
            isDerived: false,
            isNew: true,
            warnings: [],
        }
        : await pickVersion(common, context, sources);
    const problems = common.version
        ? []
        : (0,limits/* checkLimit */.a)('version', version.version, provider.limits.version, provider.name);
    if (problems.length > 0)
        throw new errors/* InputError */.dz(problems);
    const range = await collectCommits({ common, context, sources, version: version.version });
    return { version, range, ...(rollbackTo ? { rollbackTo } : {}) };
}
/** The post stage goes on with what main decided; the commits were recorded by then. */
function fromSaved(saved, context) {
    const version = {
        version: saved.version,
        reason: 'from the main stage',
        isDerived: false,
        isNew: true,
        warnings: [],
    };
    const range = {
        head: context.headSha,
        source: 'single-commit',
        reason: 'sent in the main stage',
        status: 'unknown',
        commits: [],
        total: 0,
        warnings: [],
    };
    return { version, range };
}


/***/ })

};
