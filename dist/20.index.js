export const id = 20;
export const ids = [20];
export const modules = {

/***/ 2020:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  github: () => (/* binding */ github)
});

// EXTERNAL MODULE: ./lib/provider.js
var provider = __webpack_require__(8454);
// EXTERNAL MODULE: ./lib/text.js
var lib_text = __webpack_require__(8804);
// EXTERNAL MODULE: ./lib/node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(6542);
// EXTERNAL MODULE: ./lib/json.js
var json = __webpack_require__(6413);
;// CONCATENATED MODULE: ./lib/providers/github-calls.js
// GitHub: its calls, and the words for its refusals. Vendor facts: docs/providers/github.md.

const DOCS = 'https://docs.github.com/rest';
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
const calls = {
    getTagRef: {
        route: `GET ${REPO}/git/ref/tags/{tag}`,
        repeat: 'safe',
        does: 'show tag "{tag}"',
        results: [404],
        docs: `${DOCS}/git/refs#get-a-reference`,
    },
    getTag: {
        route: `GET ${REPO}/git/tags/{sha}`,
        repeat: 'safe',
        does: 'show the annotated tag {sha}',
        docs: `${DOCS}/git/tags#get-a-tag`,
    },
    getCommit: {
        route: `GET ${REPO}/commits/{ref}`,
        repeat: 'safe',
        does: 'show commit {ref}',
        results: [404, 422],
        docs: `${DOCS}/commits/commits#get-a-commit`,
    },
    getRelease: {
        route: `GET ${REPO}/releases/tags/{tag}`,
        repeat: 'safe',
        does: 'show release "{tag}"',
        results: [404],
        docs: `${DOCS}/releases/releases#get-a-release-by-tag-name`,
    },
    listReleases: {
        route: `GET ${REPO}/releases`,
        repeat: 'safe',
        does: 'list the releases',
        docs: `${DOCS}/releases/releases#list-releases`,
    },
    generateNotes: {
        route: `POST ${REPO}/releases/generate-notes`,
        // Stores nothing.
        repeat: 'safe',
        does: 'write the release notes',
        hints: { 403: lacks('contents'), 404: NOT_FOUND_RELEASE },
        docs: `${DOCS}/releases/releases#generate-release-notes-content-for-a-release`,
    },
    createRelease: {
        route: `POST ${REPO}/releases`,
        repeat: 'unsafe',
        does: 'create the release',
        // Another job was first: a result. Codes are matched, not texts.
        isResult: (status, body) => status === 422 && hasCode(body, 'already_exists'),
        hints: { 403: `${lacks('contents')} ${WORKFLOWS}`, 404: NOT_FOUND_RELEASE, 422: IMMUTABLE },
        docs: `${DOCS}/releases/releases#create-a-release`,
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
        docs: `${DOCS}/deployments/deployments#create-a-deployment`,
    },
    getDeployment: {
        route: `GET ${REPO}/deployments/{id}`,
        repeat: 'safe',
        does: 'show deployment {id}',
        docs: `${DOCS}/deployments/deployments#get-a-deployment`,
    },
    listDeployments: {
        route: `GET ${REPO}/deployments`,
        repeat: 'safe',
        does: 'list the deployments',
        hints: { 403: lacks('deployments') },
        docs: `${DOCS}/deployments/deployments#list-deployments`,
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
        docs: `${DOCS}/deployments/statuses#create-a-deployment-status`,
    },
    listStatuses: {
        route: `GET ${REPO}/deployments/{id}/statuses`,
        repeat: 'safe',
        does: 'list the statuses of deployment {id}',
        hints: { 403: lacks('deployments') },
        docs: `${DOCS}/deployments/statuses#list-deployment-statuses`,
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

// EXTERNAL MODULE: ./lib/marker.js
var marker = __webpack_require__(9349);
;// CONCATENATED MODULE: ./lib/providers/github-payload.js
// What we write into a deployment's payload, and read again: by it our own deployments are known.


/** The payload of a new deployment. */
function payloadOf({ version, context, matrixKey }, deploy) {
    return {
        record_deploy: (0,marker/* bareMarker */.Zp)(deploy.marker),
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
    return [...(body ?? [])].sort(newestFirst);
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
    return [...(body ?? [])].sort(newestFirst);
}
/** The id settles what the clock, in whole seconds, does not. */
function newestFirst(a, b) {
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

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
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
    const ours = deployments.find((each) => markerOf(each) === (0,marker/* bareMarker */.Zp)(deploy.marker) && !deploy.ignore.includes(String(each.id)));
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

// EXTERNAL MODULE: ./lib/providers/github-manifest.js
var github_manifest = __webpack_require__(8929);
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
        const statuses = [...(node.latestStatus ? [node.latestStatus] : []), ...node.statuses.nodes].map(statusOf);
        const isLeftOut = node.task !== 'deploy' || isOfThisRun(deployment, statuses, session);
        return isLeftOut ? [] : [pastDeploy(session, deployment, statuses)];
    });
}
/** As REST tells it. */
function statusOf({ state, description, logUrl, createdAt }) {
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
const Release = dist/* object */.Ik({
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
    const body = await releaseBody(job);
    const answer = await job.api.send('createRelease', repoOf(job), { body, schema: Release });
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
        schema: dist/* array */.YO(Release),
    });
    return body?.find(({ tag_name, draft }) => draft && tag_name === job.version);
}
async function releaseOfTag(job, tag) {
    return (await job.api.send('getRelease', { ...repoOf(job), tag }, { schema: Release })).body;
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
async function releaseBody(job) {
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








const github = (0,provider/* defineProvider */.N)({
    ...github_manifest/* manifest */.e,
    calls: calls,
    hints: hints,
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


/***/ })

};
