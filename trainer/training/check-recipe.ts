import type { BackendName } from "../backend/names.ts";
import { otherRule, unlabelledBy } from "../data/transfer/entry.ts";
import { type CompressionMethod, needsLogitsAlone, type ObjectiveKind } from "../methods/method.ts";
import { LEARNS_FROM, type LearnsFrom, type Recipe, type Stage, stagesOf, TEXT } from "../recipes/recipe.ts";
import type { TrainingTask } from "../tasks/task.ts";

/** A stage with the objective that it minimises. */
export interface ObjectiveStage extends Stage {
  objective: string;
  kind: ObjectiveKind<unknown>;
}

export interface CheckedRecipe {
  /** The method's, as it understands them. */
  options: unknown;
  stages: readonly ObjectiveStage[];
  /** Null on text. */
  task: TrainingTask | null;
}

/** `task`: the recipe's; null on text. Throws with one sentence where recipe and method do not fit. */
export function checkRecipe(
  name: string,
  recipe: Recipe,
  method: CompressionMethod,
  task: TrainingTask | null,
  backend: BackendName,
): CheckedRecipe {
  const refuse = (sentence: string): never => {
    throw new Error(`recipe ${name}: ${sentence}`);
  };
  const stages = stagesOf(recipe, backend).map((stage) => withObjective(stage, recipe, method, refuse));
  const onText = task === null;
  if (onText && stages.some(({ on }) => on !== "text")) refuse("on text there is no task: every stage must be on text");
  if (!onText && stages.at(-1)?.on === "text")
    refuse("a task's last stage cannot be on text: it would not know the task");
  checkVocabulary(recipe, method, refuse);
  if (onText && (recipe.teacher ?? recipe.start) !== null)
    refuse("on text the encoder teaches and the student starts from it: teacher and start must be null");
  if (!onText && recipe.start !== null && stages[0].on === "text")
    refuse("a first stage on text begins at the encoder: start must be null");
  const hasTeacher = (recipe.teacher ?? recipe.teacher_logits ?? null) !== null;
  if (!onText && method.taught === true && !hasTeacher) refuse(`${recipe.method} needs a teacher`);
  if (!method.taught && hasTeacher)
    refuse(
      `method ${recipe.method} has no teacher: it learns from labels, so teacher and teacher_logits must be absent`,
    );
  if (method.taught === "optional" && !onText) {
    const asking = stages.find(({ on, kind }) => on !== "text" && kind.taught !== false);
    if (asking !== undefined && !hasTeacher) refuse(`${recipe.method}'s objective ${asking.objective} needs a teacher`);
    if (asking === undefined && hasTeacher)
      refuse("no stage asks the teacher: teacher must be null, and teacher_logits absent");
  }
  checkAnswers(stages, recipe, method, task, refuse);
  const guessing = stages.find(({ kind }) => kind.ofLabels);
  if (task?.task === "text-regression" && guessing !== undefined)
    refuse(
      `${recipe.method}'s objective ${guessing.objective} learns the teacher's label, but ${recipe.task} has a score`,
    );
  if (!onText && recipe.model === null) refuse("a model that is exported needs a model.id");
  const transfers = stages.some(({ on }) => on.endsWith("transfer"));
  if (transfers && recipe.transfer === undefined)
    refuse("a stage on transfer needs transfer, a list of files of texts");
  checkRules(stages, recipe, task, refuse);
  const wrong = task && recipe.transfer?.map((entry) => otherRule(entry, task)).find(Boolean);
  if (wrong) refuse(wrong);
  if (stages.some(({ on }) => on === "task+transfer") && task?.noTarget === undefined)
    refuse(`${recipe.task} cannot learn from rows with and without labels in one batch`);
  if (recipe.more_rows !== undefined && !stages.some(({ on }) => on.startsWith("task")))
    refuse("no stage learns from labelled rows: more_rows must be absent");
  if (recipe.soup !== null && stages.length > 1) refuse("a soup is an average of models and has no stages");
  checkRounding(stages, recipe, refuse);
  if (onText && recipe.choose === "half") refuse("on text there is no dev to halve: choose must be absent or whole");
  const options = optionsOf(recipe, method, refuse);
  const without = recipe.start === null ? undefined : method.withoutStart?.(options);
  if (without !== undefined) refuse(`${without}: start must be null`);
  return { options, stages, task };
}

type Refuse = (sentence: string) => never;

function optionsOf(recipe: Recipe, method: CompressionMethod, refuse: Refuse): unknown {
  const parsed = method.options.safeParse(recipe.options);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return refuse(`${["options", ...issue.path].join(".")} ${issue.message}`);
}

function withObjective(
  stage: Stage,
  recipe: Recipe,
  { objectives }: CompressionMethod,
  refuse: Refuse,
): ObjectiveStage {
  const { on, objective: named } = stage;
  const fitting = Object.keys(objectives).filter((key) => objectives[key].on.includes(on));
  const objective =
    named ?? fitting[0] ?? refuse(`${recipe.method} has no stage on ${on}; it has ${onsOf(objectives)}`);
  if (!(objective in objectives))
    refuse(`${recipe.method} has no objective ${objective}; it has ${Object.keys(objectives).join(", ")}`);
  if (!fitting.includes(objective)) refuse(`${recipe.method}'s objective ${objective} is not for stages on ${on}`);
  return { ...stage, objective, kind: objectives[objective] };
}

const onsOf = (objectives: CompressionMethod["objectives"]): string =>
  LEARNS_FROM.filter((on: LearnsFrom) => Object.values(objectives).some((kind) => kind.on.includes(on))).join(", ");

/** Which words rows have is known where there are rows; a vocabulary from plain text is for students that learn from it. */
function checkVocabulary(
  { task, method: name, encoder: { vocabulary } }: Recipe,
  { ownVocabulary = false }: CompressionMethod,
  refuse: Refuse,
): void {
  if (vocabulary === undefined) return;
  const fromText = vocabulary !== "seen" && ("learnt" in vocabulary || "most_in_text" in vocabulary);
  if (task === TEXT && !fromText)
    refuse(
      "on text there are no rows whose words could be counted: encoder.vocabulary must be absent, learnt or most_in_text",
    );
  if (fromText && !ownVocabulary) refuse(`${name} takes no vocabulary from plain text`);
}

/** A teacher's answers are logits of texts: of nothing else, and by no token. */
function checkAnswers(
  stages: readonly ObjectiveStage[],
  { method, teacher, teacher_logits, task: name }: Recipe,
  { objectives }: CompressionMethod,
  task: TrainingTask | null,
  refuse: Refuse,
): void {
  if (teacher_logits === undefined) return;
  if (task === null) refuse("on text the encoder teaches: there are no teacher_logits");
  if (task?.slots) refuse(`${name} has slots: teacher_logits are of texts alone`);
  if (task?.pooling === "none") refuse(`${name} asks about tokens: teacher_logits are of texts`);
  const onTask = stages.filter(({ on }) => on !== "text");
  if (!onTask.some(({ kind }) => needsLogitsAlone(kind))) {
    const others = onTask.map(({ objective, kind }) => `${objective} ${comparing(kind)}`);
    const fitting = Object.keys(objectives).filter((key) => needsLogitsAlone(objectives[key]));
    refuse(
      `no stage learns from logits alone, which is what teacher_logits are: ${method}'s objective ${[...new Set(others)].join(", ")}` +
        (fitting.length > 0 ? `; ${fitting.join(", ")} would do` : "; it has no other"),
    );
  }
  const other = onTask.find(({ kind }) => kind.taught !== false && !needsLogitsAlone(kind));
  if (teacher === null && other !== undefined)
    refuse(
      `${method}'s objective ${other.objective} compares ${other.kind.compares.outputs.join(", ")}: beside teacher_logits it needs a teacher`,
    );
}

const comparing = ({ taught, compares }: ObjectiveKind<unknown>): string =>
  taught === false ? "asks no teacher" : `compares ${compares.outputs.join(", ")}`;

/** What a rule says of its texts can be learnt where every text has a rule that says one of the task's labels. */
function checkRules(
  stages: readonly ObjectiveStage[],
  { method, transfer = [] }: Recipe,
  task: TrainingTask | null,
  refuse: Refuse,
): void {
  const byRule = stages.find(({ kind }) => kind.byRule);
  if (byRule === undefined || task === null) return;
  const unlabelled = transfer.map((entry) => unlabelledBy(entry, task)).find((reason) => reason !== undefined);
  if (unlabelled !== undefined)
    refuse(`${method}'s objective ${byRule.objective} learns what rules say of their texts, but ${unlabelled}`);
}

/** What is exported rounded is the last stage's. */
function checkRounding(stages: readonly Stage[], recipe: Recipe, refuse: Refuse): void {
  const rounded = stages.map(({ train }) => train.quantization_aware ?? false);
  if (!rounded.includes(true)) return;
  if (recipe.task === TEXT || recipe.export.storage !== "i8")
    refuse("train.quantization_aware is for models that are exported as i8");
  if (!rounded.at(-1)) refuse("train.quantization_aware must hold in the last stage, whose weights are exported");
}
