export const id = 961;
export const ids = [961];
export const modules = {

/***/ 8961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  retrace: () => (/* binding */ retrace)
});

// EXTERNAL MODULE: ./lib/provider.js
var provider = __webpack_require__(8454);
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __webpack_require__(8804);
;// CONCATENATED MODULE: ./lib/providers/retrace-calls.js
const DOCS = 'https://docs.stackify.com/docs/deployment-tracking-api-overview';
const NAMES = 'Compare retrace-app and environment, letter for letter, with the Retrace portal';
const AGAIN = `${NAMES}. If they are right, this version may have been completed or cancelled there before, e.g. by an earlier attempt of this run: give each attempt a version of its own, such as version: \${{ github.sha }}-\${{ github.run_attempt }}.`;
const CLOSED = `${NAMES}. If they are right, this version may be closed there already.`;
const NOT_OPEN = `Retrace cancels only what was started with the same app, environment and version and is still open. ${NAMES}, and version with the step that started it.`;
const UNOFFICIAL = 'The look-up of names is unofficial: leave retrace-check-names out where it is closed.';
/** Which status a refusal has is not known; these are the likely ones of a wrong name or a wrong transition. */
function refusals(hint) {
    return { 400: hint, 409: hint, 422: hint };
}
const calls = {
    start: {
        route: 'POST /api/v1/deployments/start',
        repeat: 'unsafe',
        does: 'start the deploy',
        docs: DOCS,
        hints: refusals(AGAIN),
    },
    complete: {
        route: 'POST /api/v1/deployments/complete',
        repeat: 'unsafe',
        does: 'complete the deploy',
        docs: DOCS,
        hints: refusals(CLOSED),
    },
    cancel: {
        route: 'POST /api/v1/deployments/cancel',
        repeat: 'unsafe',
        does: 'cancel the deploy',
        docs: DOCS,
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
const hints = {
    401: KEY,
    403: KEY,
    404: `${NAMES}, and api-url with the address of the API.`,
};

// EXTERNAL MODULE: ./lib/providers/retrace-key.js
var retrace_key = __webpack_require__(7602);
// EXTERNAL MODULE: ./lib/providers/retrace-manifest.js
var retrace_manifest = __webpack_require__(5968);
// EXTERNAL MODULE: ./lib/node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(6542);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
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
        return `Retrace has no app ${(0,retrace_key/* quoted */.TL)(app)} (retrace-app)${suggestion(app, apps)}`;
    const environments = pairs.filter(({ AppName }) => AppName === app).map(({ EnvName }) => EnvName);
    if (environments.includes(environment))
        return '';
    return `the app ${(0,retrace_key/* quoted */.TL)(app)} has no environment ${(0,retrace_key/* quoted */.TL)(environment)} in Retrace${suggestion(environment, environments)}`;
}
const MOST = 10;
/** The nearest names; where none is near, the first of all there are. */
function suggestion(word, there) {
    const near = (0,lib_text/* nearest */.pA)(word, there);
    if (near.length > 0)
        return `; did you mean ${(0,lib_text/* listed */.KE)(near.map(retrace_key/* quoted */.TL), 'or')}?`;
    const more = there.length > MOST ? ['\u2026'] : [];
    return `; there is ${(0,lib_text/* listed */.KE)([...there.slice(0, MOST).map(retrace_key/* quoted */.TL), ...more])}.`;
}

;// CONCATENATED MODULE: ./lib/providers/retrace.js
// Stackify Retrace: a deployment request that is started, then completed or cancelled. Vendor facts, and what is only
// assumed because the vendor does not say: docs/providers/retrace.md.






const retrace = (0,provider/* defineProvider */.N)({
    ...retrace_manifest/* manifest */.e,
    calls: calls,
    hints: hints,
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
        (0,retrace_key/* checkVersion */.ps)((0,retrace_key/* keyOf */.TN)(names(job)), id);
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
        id: (0,retrace_key/* keyOf */.TN)(names(job)),
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
        Commit: commitOf(job),
    };
    // The vendor's script leaves out what is empty.
    const set = Object.entries(optional).filter(([, value]) => value !== '');
    return { ...identity(job), ...Object.fromEntries(set) };
}
/** A rollback to a version that is a commit names that commit, and not the one that the workflow runs on. */
function commitOf({ operation, version, range }) {
    return operation === 'rollback' && (0,lib_text/* isSha */.HH)(version) ? version : range.head;
}


/***/ })

};
