export const id = 957;
export const ids = [957];
export const modules = {

/***/ 4957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sentry: () => (/* binding */ sentry)
});

// EXTERNAL MODULE: ./lib/provider.js
var provider = __webpack_require__(8454);
// EXTERNAL MODULE: ./lib/node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(6542);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(6413);
;// CONCATENATED MODULE: ./lib/providers/sentry-calls.js
// Sentry: its requests, and the parts of its answers that we read.


const BUSY = 'Sentry is still processing the commits of this release, by another job. Run the step again.';
const API = 'https://docs.sentry.io/api/releases';
const calls = {
    getRelease: {
        route: 'GET /api/0/organizations/{org}/releases/{version}/',
        repeat: 'safe',
        does: 'show release "{version}"',
        results: [404],
        docs: `${API}/retrieve-an-organizations-release/`,
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
        docs: `${API}/create-a-new-release-for-an-organization/`,
    },
    updateRelease: {
        route: 'PUT /api/0/organizations/{org}/releases/{version}/',
        repeat: 'safe',
        busy: [409],
        does: 'finalize release "{version}"',
        hints: { 409: BUSY },
        docs: `${API}/update-an-organizations-release/`,
    },
    createDeploy: {
        route: 'POST /api/0/organizations/{org}/releases/{version}/deploys/',
        repeat: 'unsafe',
        does: 'create the deploy of release "{version}"',
        docs: `${API}/create-a-deploy/`,
    },
    listDeploys: {
        route: 'GET /api/0/organizations/{org}/releases/{version}/deploys/',
        repeat: 'safe',
        does: 'list the deploys of release "{version}"',
        docs: `${API}/list-a-releases-deploys/`,
    },
    listReleases: {
        route: 'GET /api/0/organizations/{org}/releases/',
        repeat: 'safe',
        does: 'list the releases of the environment',
        // 404: nothing was ever deployed to an environment of this name. 400: an older server takes no slugs here.
        results: [404],
        isResult: (status, body) => status === 400 && (0,json/* textAt */.$6)(body, 'detail').includes('project parameter'),
        docs: `${API}/list-an-organizations-releases/`,
    },
};
const Id = dist/* pipe */.Fs(dist/* union */.KC([dist/* string */.Yj(), dist/* number */.ai()]), dist/* transform */.pd(String));
const DeployItem = dist/* object */.Ik({
    id: Id,
    environment: dist/* string */.Yj(),
    name: dist/* nullish */.cl(dist/* string */.Yj()),
    dateFinished: dist/* nullish */.cl(dist/* string */.Yj()),
});
const Release = dist/* object */.Ik({
    version: dist/* string */.Yj(),
    status: dist/* nullish */.cl(dist/* string */.Yj()),
    projects: dist/* array */.YO(dist/* object */.Ik({ slug: dist/* string */.Yj(), id: dist/* optional */.lq(Id) })),
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
function isOurs(wanted, { slug, id }) {
    return wanted.includes(slug) || (id !== undefined && wanted.includes(String(id)));
}
/** A numeric project goes as a number: self-hosted before 25.12.1 takes ids only so (sentry-cli #3068). */
function projectsOf({ own }) {
    return own.sentryProjects.map((project) => (/^\d+$/.test(project) ? Number(project) : project));
}
/** The page of the job's release. */
function releasePage(job) {
    return pageOf(job.webUrl, job.own.sentryOrg, job.version);
}
/** The page of a release, whatever its name. */
function pageOf(webUrl, org, version) {
    // Half a pair of surrogates cannot be encoded.
    const name = version.replace(/\p{Surrogate}/gu, '\ufffd');
    return `${webUrl}/organizations/${encodeURIComponent(org)}/releases/${encodeURIComponent(name)}/`;
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __webpack_require__(8804);
// EXTERNAL MODULE: ./lib/marker.js
var lib_marker = __webpack_require__(9349);
;// CONCATENATED MODULE: ./lib/providers/sentry-history.js
// Earlier deploys of an environment at Sentry, which lists releases by their date and not by deploy: one request for the
// releases, and one for each whose deploys it does not tell, until enough is known.





/** So many that one which a rollback brought back is rarely too old to be among them. */
const RELEASES = 20;
/** As many as the diagram of the summary shows. */
const ENOUGH = 10;
/** The deploys to the environment, newest first. */
async function sentry_history_history(session) {
    const releases = await releasesOf(session, session.own.sentryProjects);
    const found = [];
    for (const release of releases.sort((a, b) => lastAt(b) - lastAt(a))) {
        // What is still to be asked for was deployed, wherever, before all of these.
        const newer = found.filter(({ at = 0 }) => at >= lastAt(release));
        if (newer.length >= ENOUGH)
            break;
        found.push(...(await deploysOf(session, release)));
    }
    return found.sort(newestFirst);
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
        .sort(newestFirst);
}
/** The last deploy of a release, if it was one to the environment. */
function lastOf(session, release) {
    const { lastDeploy } = release;
    return lastDeploy?.environment === session.environment ? [pastDeploy(session, release, lastDeploy)] : [];
}
function newestFirst(a, b) {
    return (b.at ?? 0) - (a.at ?? 0);
}
/** When the release was deployed last, to any environment: no deploy to ours is newer. */
function lastAt({ lastDeploy }) {
    return (0,lib_text/* instant */.uR)(lastDeploy?.dateFinished) ?? Number.POSITIVE_INFINITY;
}
async function releasesOf({ api, own, environment }, wanted) {
    const params = { org: own.sentryOrg };
    const query = { environment, per_page: RELEASES };
    const schema = dist/* array */.YO(Release);
    const answer = await api.send('listReleases', params, {
        // Without it the releases of an organization's other projects would fill the page.
        query: { ...query, project: wanted },
        schema,
    });
    const { body } = answer.status === 400 ? await api.send('listReleases', params, { query, schema }) : answer;
    return (body ?? []).filter(({ deployCount, projects }) => {
        return deployCount !== 0 && projects.some((project) => isOurs(own.sentryProjects, project));
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
        .map((item) => pastDeploy(session, release, item));
}
function pastDeploy({ own, webUrl }, release, item) {
    return {
        id: item.id,
        version: release.version,
        outcome: 'recorded',
        url: pageOf(webUrl, own.sentryOrg, release.version),
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
async function confirmRelease(job) {
    const release = await readRelease(job);
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
async function createRelease(job) {
    const old = needsLook(job) ? await findRelease(job) : undefined;
    // The list is replaced as a whole, so a release that has commits keeps them (a promotion, a re-run).
    const commits = (old?.commitCount ?? 0) === 0 ? commitsForSentry(job) : noCommits;
    const answer = await job.api.send('createRelease', paramsOf(job), {
        body: releaseBody(job, commits),
        schema: Release,
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
    const release = await readRelease({ ...job, release: made });
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
    const ours = projects.filter((each) => isOurs(job.own.sentryProjects, each));
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
async function findRelease(job) {
    return (await job.api.send('getRelease', paramsOf(job), { schema: Release })).body;
}
/** The release of the job. @throws ApiError (404) when there is none */
async function readRelease(job) {
    const release = await findRelease(job);
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
    const missing = job.own.sentryProjects.filter((project) => !release.projects.some((each) => isOurs([project], each)));
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
function releaseBody(job, commits) {
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
    const schema = dist/* object */.Ik({ id: Id });
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
    const { deployCount } = await readRelease(job);
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

// EXTERNAL MODULE: ./lib/providers/sentry-manifest.js + 1 modules
var sentry_manifest = __webpack_require__(9268);
;// CONCATENATED MODULE: ./lib/providers/sentry.js
// Sentry: a release with its commits, and a deploy record. Vendor facts: docs/providers/sentry.md.






const sentry = (0,provider/* defineProvider */.N)({
    ...sentry_manifest/* manifest */.e,
    calls: calls,
    hints: {
        401: 'Check the token, and that it belongs to this host: a wrong region answers the same; set api-url to the region of the organization.',
        403: 'The token needs the scope project:releases, or be an organization token.',
        404: 'The organization, release or project is not visible to this token: check sentry-org, sentry-projects and api-url.',
        400: 'Check sentry-projects: each must be the slug or id of a project that the token can reach.',
    },
    confirmRelease: confirmRelease,
    createRelease: createRelease,
    verifyRelease: verifyRelease,
    createDeploy: createDeploy,
    verifyDeploy: verifyDeploy,
    findDeploy: findDeploy,
    // No `recent`: a deploy is promised in four requests, and reading it back tells the newest ones as well.
    history: sentry_history_history,
});


/***/ })

};
