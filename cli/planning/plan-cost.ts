import { plannedFlops, plannedParameters } from "../../trainer/models/bert/bert-plan.ts";
import { type BertConfig, type BertPlan, DENSE } from "../../trainer/models/bert/config.ts";
import { storedBytes } from "./stored-bytes.ts";

/** What a BERT under a plan is and weighs. */
export interface PlanCost {
  /** As `config` counts: without pooler. */
  parameters: number;
  with_pooler: number;
  compression: {
    /** Dense with its pooler and without a head, as papers count a teacher, over this without pooler. */
    to_dense_with_pooler: number;
    /** The same over this with pooler. */
    both_with_pooler: number;
    /** Both as `config` counts: of a served model what its card says. */
    as_counted: number;
  };
  /** Of one token in the encoder's linear layers. */
  flops: number;
  /** Of the tensors; see `storedBytes`. */
  bytes: { f32: number; f16: number; i8: number };
}

export function planCost(config: BertConfig, plan: BertPlan): PlanCost {
  const parameters = plannedParameters(config, plan);
  const with_pooler = plannedParameters({ ...config, pooling: "pooler" }, plan);
  const usual = plannedParameters({ ...config, pooling: "pooler", labels: 0 }, DENSE);
  const planned = { ...config, plan };
  return {
    parameters,
    with_pooler,
    compression: {
      to_dense_with_pooler: usual / parameters,
      both_with_pooler: usual / with_pooler,
      as_counted: plannedParameters(config, DENSE) / parameters,
    },
    flops: plannedFlops(config, plan),
    bytes: {
      f32: storedBytes(planned, "f32"),
      f16: storedBytes(planned, "f16"),
      i8: storedBytes(planned, "i8"),
    },
  };
}
