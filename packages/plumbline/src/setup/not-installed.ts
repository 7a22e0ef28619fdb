/** What of this room works before a project has MikroORM; its index file needs that. */
export { notInstalled } from './dependencies.ts';
export { beginProject } from './new-project.ts';
export { nobodyToAsk } from './written.ts';
