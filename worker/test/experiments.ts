/** Experiments over tiny models, asked as clients do. */
import { type Asked, ask, expectJson } from "./api.ts";

export const SPLIT = {
  name: "teacher or student",
  task: "text-classification",
  variants: [
    { model: "tiny-teacher", weight: 0.5 },
    { model: "tiny-student", weight: 0.5 },
  ],
};

/** Both models must be published. */
export const begin = async (more: object = {}) =>
  expectJson(201, ask("/v1/experiments", { body: { ...SPLIT, ...more } }));

export const inferAs = (id: string, unit: string, more: object = {}, asked: Asked = {}) =>
  ask(`/v1/experiments/${id}/infer`, { key: null, body: { inputs: "a warm film", unit, ...more }, ...asked });

export const judge = (id: string, assignment: string, more: object) =>
  ask(`/v1/experiments/${id}/feedback`, { body: { assignment, ...more } });

export const report = (id: string) => expectJson(200, ask(`/v1/experiments/${id}`, { key: null }));
