export const id = 33;
export const ids = [33];
export const modules = {

/***/ 2338:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {



const SemVer = __webpack_require__(7163)

const inc = (version, release, options, identifier, identifierBase) => {
  if (typeof (options) === 'string') {
    identifierBase = identifier
    identifier = options
    options = undefined
  }

  try {
    return new SemVer(
      version instanceof SemVer ? version.version : version,
      options
    ).inc(release, identifier, identifierBase).version
  } catch (er) {
    return null
  }
}
module.exports = inc


/***/ }),

/***/ 8033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FIRST_VERSION: () => (/* binding */ FIRST_VERSION),
/* harmony export */   bumpOf: () => (/* binding */ bumpOf),
/* harmony export */   largest: () => (/* binding */ largest),
/* harmony export */   nextVersion: () => (/* binding */ nextVersion)
/* harmony export */ });
/* harmony import */ var semver_functions_inc_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2338);
/* harmony import */ var _message_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7044);
// The next semantic version from conventional commits (conventionalcommits.org 1.0.0, semver.org 2.0.0).


const FIRST_VERSION = '0.1.0';
/** What one commit asks for: breaking \u2192 major, feat \u2192 minor, anything else \u2192 patch. */
function bumpOf(message) {
    const { type, isBreaking } = (0,_message_js__WEBPACK_IMPORTED_MODULE_1__/* .readHeader */ .ay)((0,_message_js__WEBPACK_IMPORTED_MODULE_1__/* .linesOf */ .Dx)(message)[0] ?? '');
    if (isBreaking || (0,_message_js__WEBPACK_IMPORTED_MODULE_1__/* .hasBreakingFooter */ .NW)(message))
        return 'major';
    return type === 'feat' ? 'minor' : 'patch';
}
const ORDER = ['patch', 'minor', 'major'];
/** The largest of what the commits ask for, and of what is known already. */
function largest(known, commits) {
    return commits.reduce((most, { message }) => {
        const bump = bumpOf(message);
        return ORDER.indexOf(bump) > ORDER.indexOf(most) ? bump : most;
    }, known);
}
/**
 * The version after `version`, without a prefix. In 0.x nothing is stable (semver, item 4) and leaving it is a decision of
 * people, so a breaking change raises the minor there. A pre-release becomes its own release unless more is asked for than it
 * prepares (semver, item 9: it comes before it).
 */
function nextVersion(version, bump) {
    const isInitial = version.startsWith('0.');
    const next = semver_functions_inc_js__WEBPACK_IMPORTED_MODULE_0__(version, isInitial && bump === 'major' ? 'minor' : bump);
    if (next === null)
        throw new Error(`${version} is no semantic version`);
    return next;
}


/***/ })

};
