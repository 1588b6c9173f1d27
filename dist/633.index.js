export const id = 633;
export const ids = [633];
export const modules = {

/***/ 7633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  akkeris: () => (/* binding */ akkeris)
});

// EXTERNAL MODULE: ./lib/node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(6542);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(6413);
// EXTERNAL MODULE: ./lib/provider.js
var provider = __webpack_require__(8454);
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __webpack_require__(8804);
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

;// CONCATENATED MODULE: ./lib/providers/akkeris-calls.js
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

// EXTERNAL MODULE: ./lib/providers/akkeris-manifest.js + 2 modules
var akkeris_manifest = __webpack_require__(5016);
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
// docs/providers/akkeris.md. Parts: akkeris-manifest.ts, -check.ts, -image.ts,
// -calls.ts (data), -shapes.ts, -builds.ts, -releases.ts.










// The ticker behind auto-release runs every 15 seconds; a minute leaves room for a busy one.
const AUTO_RELEASE_MS = 60_000;
const akkeris = (0,provider/* defineProvider */.N)({
    ...akkeris_manifest/* manifest */.e,
    calls: calls,
    hints: {
        401: 'Check the token (aka token), and that api-url is the address of the installation that it belongs to.',
        403: 'The account of the token is not allowed to do this with the app.',
        404: 'Check akkeris-app and api-url.',
        413: 'The installation takes requests up to about 100 kB.',
        424: 'The app waits for a resource, e.g. an addon that is being made: run the step again.',
    },
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


/***/ })

};
