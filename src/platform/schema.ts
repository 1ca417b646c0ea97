/* Generated from the migrated database by `npm run schema`; test/schema.db.test.ts compares. */
export interface DB {}
