export const id = 880;
export const ids = [880];
export const modules = {

/***/ 9880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   makeFetch: () => (/* binding */ makeFetch)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8522);
/* harmony import */ var _round_trip_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3786);
// A small `fetch` through one of our dispatchers, for a client that brings its own requests (Octokit). undici's own
// would load all of the fetch standard, a quarter of a megabyte, for the five members that Octokit uses.


/** A `fetch` that goes through the dispatcher. It follows no redirect: that is an answer like any other. */
function makeFetch(dispatcher) {
    return async (url, { method = 'GET', headers = {}, body = null, signal } = {}) => {
        const { origin, pathname, search } = new URL(url);
        const reply = await (0,_round_trip_js__WEBPACK_IMPORTED_MODULE_1__/* .roundTrip */ .s)(dispatcher, {
            origin,
            path: `${pathname}${search}`,
            // Octokit's are the methods of HTTP.
            method: method,
            headers: { ...headers, 'accept-encoding': 'gzip' },
            body,
        }, signal);
        const isPacked = reply.headers['content-encoding'] === 'gzip';
        const read = () => (isPacked ? (0,node_zlib__WEBPACK_IMPORTED_MODULE_0__.gunzipSync)(reply.body) : reply.body);
        return {
            status: reply.status,
            url,
            headers: new Map(Object.entries(reply.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')])),
            text: async () => read().toString('utf8'),
            arrayBuffer: async () => new Uint8Array(read()).buffer,
        };
    };
}


/***/ })

};
