/**
 * A word that once had a meaning of its own here, and the field's term for it. `in` says where the word is looked for:
 * in every part of a name (`part`), as a whole name (`name`), or, where it is an everyday word, as the name of a file
 * (`file`). `prose` finds it in comments and on pages, where it cannot be taken for anything else.
 */
export interface Word {
  forms: string[];
  term: string;
  in: 'part' | 'name' | 'file';
  prose?: RegExp;
}

const word = (forms: string, place: Word['in'], term: string, prose?: RegExp): Word => ({
  forms: forms.split(' '),
  in: place,
  term,
  ...(prose && { prose }),
});

export const WORDS: Word[] = [
  word('canonical', 'part', 'catalog', /\bcanonical\b/i),
  word('unmodelled', 'part', 'unsupported', /\bunmodelled\b/i),
  word('beside', 'name', 'temporaryName', /\bbeside (?:the traffic|reads|writes)\b/i),
  word('owner', 'name', 'parent (a column), holder (a lock): an owner is a role'),
  word('situation', 'part', 'planning context', /\bsituation\b/i),
  word('draw', 'name', 'build steps'),
  word('edges', 'name', 'dependencies'),
  word('keys', 'file', 'carriers'),
  word('attached', 'file', 'promote index'),
  word('regroup', 'part', 'move partitions', /\bregroup/i),
  word('neutral', 'part', 'placeholder value', /\bneutral\b/i),
  word('kept', 'file', 'row snapshot'),
  word('touched', 'part', 'affected tables'),
  word('told tell tells telling', 'part', 'difference groups, reported difference'),
  word('places', 'part', 'locations'),
  word('spot', 'part', 'located node', /\bspot\b/i),
  word('mistake', 'part', 'syntax error'),
  word('repeatable', 'part', 'array casts', /\brepeatable\b(?! read)/i),
  word('settle settled', 'part', 'stable definition'),
  word('apart', 'part', 'statement by statement', /\bruns? apart\b/i),
  word('together', 'part', 'transaction'),
  word('means', 'name', 'run context'),
  word('opened', 'name', 'locked ledger'),
  word('listed', 'name', 'ledger edits: mark applied, mark reverted, stamp'),
  word('traits', 'part', 'statement analysis', /\btraits\b/i),
  word('trail', 'part', 'applied digest', /\btrail\b/i),
  word('begun', 'part', 'started'),
  word('done', 'file', 'applied'),
  word('chain', 'file', 'history state'),
  word('line', 'file', 'linearize'),
  word('points', 'name', 'revision'),
  word('own', 'file', 'ownership'),
  word('words', 'file', 'wording by version'),
  word('lent lend borrow', 'part', 'scratch RPC', /\b(?:lends?|lent|borrow\w*)\b/i),
  word('made', 'file', 'catalog cache'),
  word('scratch', 'file', 'reusable scratch'),
  word('rehearsal rehearse rehearsed', 'part', 'dry run', /\brehears\w*/i),
  word('planned', 'part', 'plan script'),
  word('gist gists', 'part', 'statement summary', /\bgists?\b/i),
  word('explained', 'name', 'one name for each: explainObject, scriptProblem'),
  word('qualified', 'name', 'qualifiedName, qualifiedTable'),
  word('aside', 'part', 'one meaning: an object that makes room while another is changed'),
];

/** Where a word stands all the same, and why. Each has to be there still. */
export interface Exception {
  /** Forms of words. */
  words: string;
  /** A folder, with a slash behind it, or a file: sources seen from theirs, tests from the package, pages from the repository. */
  at: string;
  why: string;
}
