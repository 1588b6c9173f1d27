export const id = 318;
export const ids = [318];
export const modules = {

/***/ 8469:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



const SemVer = __webpack_require__(7163)
const compare = (a, b, loose) =>
  new SemVer(a, loose).compare(new SemVer(b, loose))

module.exports = compare


/***/ }),

/***/ 6353:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



const SemVer = __webpack_require__(7163)
const parse = (version, options, throwErrors = false) => {
  if (version instanceof SemVer) {
    return version
  }
  try {
    return new SemVer(version, options)
  } catch (er) {
    if (!throwErrors) {
      return null
    }
    throw er
  }
}

module.exports = parse


/***/ }),

/***/ 1318:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   isFullRelease: () => (/* binding */ isFullRelease),
/* harmony export */   previousTag: () => (/* binding */ previousTag),
/* harmony export */   versionOf: () => (/* binding */ versionOf)
/* harmony export */ });
/* unused harmony export candidates */
/* harmony import */ var semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8469);
/* harmony import */ var semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6353);
/* harmony import */ var _each_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3126);



// Tags of newer lines of development are no ancestors of a hotfix's head; this many are tried before giving up.
const MOST_TRIED = 25;
/** The previous tag, or undefined when there is none the head is built on. */
async function previousTag(github, wanted) {
    const tags = new Map((await github.tags(wanted.prefix)).map((tag) => [tag.name, tag]));
    const names = candidates([...tags.keys()], wanted);
    const [newest, ...others] = names.slice(0, MOST_TRIED).flatMap((name) => tags.get(name) ?? []);
    if (newest === undefined)
        return undefined;
    const found = await tryTag(github, newest, wanted);
    if (found)
        return found;
    const tried = await (0,_each_js__WEBPACK_IMPORTED_MODULE_2__/* .askEach */ .H)(others, (tag) => tryTag(github, tag, wanted));
    return tried.find((each) => each !== undefined);
}
async function tryTag(github, tag, { head, withHead }) {
    const { name } = tag;
    // The name of an annotated tag is resolved by GitHub; its own sha would be that of the tag object.
    const comparison = await github.compare(tag.isAnnotated ? name : tag.sha, head, { onlyAncestor: true });
    const isAncestor = comparison.status === 'ahead' || (withHead && comparison.status === 'identical');
    return isAncestor ? { name, comparison } : undefined;
}
/**
 * Tags that may be the previous one, highest version first, but pre-releases after the full ones for a full release; those
 * that are no semantic versions come last, by name.
 */
function candidates(names, wanted) {
    const { prefix, ownTag, onlySemver } = wanted;
    const own = ownTag?.startsWith(prefix) ? versionOf(ownTag, prefix) : null;
    const others = names
        .filter((name) => name.startsWith(prefix) && name !== ownTag)
        .map((name) => ({ name, version: versionOf(name, prefix) }));
    const isFull = own === null ? wanted.isFull === true : isFullRelease(own);
    const before = others
        .flatMap(({ name, version }) => (version ? { name, version } : []))
        .filter(({ version }) => own === null || semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0__(version, own) < 0)
        .sort((a, b) => semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0__(b.version, a.version));
    const versions = isFull
        ? [
            ...before.filter(({ version }) => isFullRelease(version)),
            ...before.filter(({ version }) => !isFullRelease(version)),
        ]
        : before;
    if (onlySemver)
        return versions.map(({ name }) => name);
    const rest = others
        .flatMap(({ name, version }) => (version ? [] : name))
        .filter((name) => ownTag === undefined || own !== null || byName(name, ownTag) < 0)
        .sort((a, b) => byName(b, a));
    return own === null && ownTag !== undefined
        ? [...rest, ...versions.map(({ name }) => name)]
        : [...versions.map(({ name }) => name), ...rest];
}
/** v1.2.0 and not v1.2.0-rc.1. */
function isFullRelease({ prerelease }) {
    return prerelease.length === 0;
}
/** The semantic version in a tag's name, after the prefix; a `v` before it does not matter. */
function versionOf(name, prefix) {
    return semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1__(name.slice(prefix.length));
}
/** Numbers in names count as numbers: 2026.7.10 comes after 2026.7.9. */
function byName(a, b) {
    return a.localeCompare(b, 'en', { numeric: true });
}


/***/ })

};
