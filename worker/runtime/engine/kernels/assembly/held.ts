/**
 * Constants of a loop that stay in registers, or beside them on the stack. V8 (of Node 24) makes a vector of a constant anew at every use, in three
 * instructions; what depends on an argument it keeps, which takes a sixth off GELU.
 */

/** 0 for every count, which no compiler knows. */
@inline
export function unknownZero(count: i32): v128 {
  return i32x4.splat(count >>> 31);
}

@inline
export function held(value: f32, zero: v128): v128 {
  return v128.or(f32x4.splat(value), zero);
}
