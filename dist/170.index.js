export const id = 170;
export const ids = [170];
export const modules = {

/***/ 7170:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  beanstalk: () => (/* binding */ beanstalk)
});

// EXTERNAL MODULE: ./lib/node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(6542);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/provider.js
var provider = __webpack_require__(8454);
;// CONCATENATED MODULE: ./lib/providers/beanstalk-shapes.js
// The fields of Beanstalk's answers that we read. Lenient where the documentation is silent.

const Id = dist/* pipe */.Fs(dist/* union */.KC([dist/* number */.ai(), dist/* string */.Yj()]), dist/* transform */.pd(String), dist/* regex */.yG(/^\d+$/));
const Release = dist/* object */.Ik({
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
const OneRelease = dist/* object */.Ik({ release: Release });
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
// Beanstalk: its requests. Vendor facts: docs/providers/beanstalk.md.


const API = 'https://api.beanstalkapp.com';
const RELEASES = `${API}/release.html`;
// 404 is our assumption for what is not there; 410 says the same.
const MISSING = [404, 410];
const calls = {
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

// EXTERNAL MODULE: ./lib/text.js
var lib_text = __webpack_require__(8804);
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
async function listReleases({ api }, { repo, environment }) {
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
    const { releases } = needsNewest ? await listReleases(job, place) : { releases: [] };
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

// EXTERNAL MODULE: ./lib/providers/beanstalk-manifest.js + 1 modules
var beanstalk_manifest = __webpack_require__(921);
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


const ROLLBACK = 'Rollback to ';
/**
 * The marker alone is not enough: one job may deploy and then roll back under the same version. The target of a
 * rollback moves once the rollback succeeded, so its revision counts only where it was given.
 */
function isOurs(job, deploy, release) {
    const comment = release.comment ?? '';
    const isRollback = job.operation === 'rollback';
    if (!comment.includes(deploy.marker) || comment.startsWith(ROLLBACK) !== isRollback)
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
        comment: commentOf({ label: labelOf(job, revision), revision, deploy }),
        deploy_from_scratch: job.own.beanstalkFromScratch,
        do_not_notify: !job.own.beanstalkNotify,
    };
}
function labelOf({ operation, version, isVersionDerived }, revision) {
    if (operation !== 'rollback')
        return version;
    return `${ROLLBACK}${revision.slice(0, 12)}${isVersionDerived ? '' : ` (${version})`}`;
}

;// CONCATENATED MODULE: ./lib/providers/beanstalk.js
// Beanstalk (beanstalkapp.com): a release there is a deploy of a revision that its repository holds already.
// Vendor facts and assumptions: docs/providers/beanstalk.md.









const beanstalk = (0,provider/* defineProvider */.N)({
    ...beanstalk_manifest/* manifest */.e,
    calls: calls,
    hints: {
        401: 'Check beanstalk-username (the user name, not the e-mail address; upper and lower case matter) and that the token is an access token of that user.',
        403: 'The account owner must enable API access in the account settings, and the user needs the right to deploy to this environment.',
        404: 'Check beanstalk-account, beanstalk-repository, and that the user may deploy to this environment.',
    },
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
        const { releases, hasNewest } = await listReleases(job, job.facts);
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
        throw new errors/* ApiError */.hD(`Beanstalk did not create the release: POST /api/${repo}/releases.json answered ${answer.status} with errors ("${said}"). ${calls.createRelease.hints[422]}`, { status: answer.status, mayHaveHappened: false });
    },
    async findDeploy(job, deploy) {
        const { releases, hasNewest } = await listReleases(job, job.facts);
        const others = releases.filter(({ id }) => !deploy.ignore.includes(id));
        const ours = others.find((release) => isOurs(job, deploy, release));
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
    const { releases } = await listReleases(session, await findPlace(session));
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


/***/ })

};
