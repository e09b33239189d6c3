(module
 (type $0 (func (param i32 i32 i32 i32 i32 i32 i32)))
 (type $1 (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
 (type $2 (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
 (type $3 (func (param i32 i32 i32 i32 i32 i32 i32 i32)))
 (type $4 (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32)))
 (type $5 (func (param i32 i32 i32 i32 i32)))
 (type $6 (func (param i32 i32 i32 i32 i32 i32)))
 (type $7 (func (param i32 i32)))
 (type $8 (func (param i32 i32 i32 i32)))
 (type $9 (func (param i32 i32 i32 i32 f32 i32)))
 (type $10 (func (param i32 v128 v128 i32 i32 i32 i32 i32 i32 i32 i32)))
 (type $11 (func (param i32 i32 i32 i32) (result f32)))
 (type $12 (func (param i32 i32 f32 i32)))
 (type $13 (func (param i32 i32 f32 f32 i32 i32 i32 i32) (result i32)))
 (type $14 (func (param i32 i32 i32 f32 f32 i32 i32 i32) (result i32)))
 (type $15 (func (param i32 i32 i32 i32 i32 i32 f32 f32 f32 i32 i32 i32)))
 (type $16 (func (param i32 i32 f32) (result f32)))
 (type $17 (func (param i32 i32) (result f32)))
 (type $18 (func (param i32 f32 i32 i32 i32)))
 (type $19 (func (param i32 i32 i32 i32 f32 i32 i32 i32)))
 (import "env" "memory" (memory $0 1))
 (export "attention" (func $assembly/attention/attention))
 (export "attentionI16" (func $assembly/attention-i16/attentionI16))
 (export "gatherF16" (func $assembly/gather/gatherF16))
 (export "gatherF32" (func $assembly/gather/gatherF32))
 (export "gatherI8" (func $assembly/gather/gatherI8))
 (export "geluErf" (func $assembly/gelu/geluErf))
 (export "geluTanh" (func $assembly/gelu/geluTanh))
 (export "geluErfRough" (func $assembly/gelu-rough/geluErfRough))
 (export "addProduct" (func $assembly/gemm-f32/addProduct))
 (export "linearF32" (func $assembly/gemm-f32/linearF32))
 (export "linearF32Fused" (func $assembly/gemm-f32/linearF32Fused))
 (export "packF32" (func $assembly/gemm-f32/packF32))
 (export "linearI8" (func $assembly/gemm-i8/linearI8))
 (export "packI8" (func $assembly/gemm-i8/packI8))
 (export "kroneckerAFirst" (func $assembly/kronecker-a-first/kroneckerAFirst))
 (export "kroneckerBFirst" (func $assembly/kronecker-b-first/kroneckerBFirst))
 (export "kroneckerAFirstI16" (func $assembly/kronecker-i16/kroneckerAFirstI16))
 (export "kroneckerBFirstI16" (func $assembly/kronecker-i16/kroneckerBFirstI16))
 (export "kroneckerSmallBI16" (func $assembly/kronecker-i16/kroneckerSmallBI16))
 (export "kroneckerSmallB" (func $assembly/kronecker-small-b/kroneckerSmallB))
 (export "layerNorm" (func $assembly/layer-norm/layerNorm))
 (export "lowRank" (func $assembly/low-rank/lowRank))
 (export "lstmStep" (func $assembly/lstm/lstmStep))
 (export "outerRows" (func $assembly/outer/outerRows))
 (export "maxRows" (func $assembly/pool/maxRows))
 (export "meanRows" (func $assembly/pool/meanRows))
 (export "quantiseRows" (func $assembly/quantise-rows/quantiseRows))
 (func $assembly/gemm-f32/gemmExact (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32)
  (local $8 i32)
  (local $9 i32)
  (local $10 i32)
  (local $11 v128)
  (local $12 i32)
  (local $13 v128)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 v128)
  (local $20 v128)
  (local $21 v128)
  (local $22 v128)
  (local $23 v128)
  (local $24 v128)
  (local $25 i32)
  (local $26 i32)
  (local $27 v128)
  (local $28 i32)
  (local $29 i32)
  block $assembly/gemm-f32/gemm|inlined.0
   local.get $5
   local.set $9
   local.get $6
   local.set $10
   local.get $2
   i32.const 2
   i32.shl
   local.set $25
   local.get $4
   i32.const 2
   i32.shl
   local.set $26
   local.get $2
   i32.const 5
   i32.shl
   local.set $18
   local.get $1
   local.tee $6
   i32.const 4
   i32.lt_s
   if
    loop $for-loop|0
     local.get $6
     i32.const 0
     i32.gt_s
     if
      local.get $3
      local.set $1
      i32.const 0
      local.set $14
      i32.const 0
      local.set $16
      loop $for-loop|1
       local.get $16
       i32.const 32
       i32.add
       local.get $4
       i32.le_s
       if
        local.get $0
        local.set $5
        local.get $7
        local.get $14
        i32.add
        local.set $28
        local.get $1
        local.set $8
        local.get $2
        i32.const 5
        i32.shl
        local.tee $17
        local.get $1
        i32.add
        local.tee $12
        local.get $17
        i32.add
        local.tee $15
        local.get $17
        i32.add
        local.set $17
        local.get $9
        local.get $14
        i32.add
        i32.const 0
        local.get $9
        select
        local.tee $29
        if (result v128)
         local.get $29
         v128.load
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $13
        local.get $29
        if (result v128)
         local.get $29
         v128.load offset=16
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $11
        local.get $29
        if (result v128)
         local.get $29
         v128.load offset=32
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $19
        local.get $29
        if (result v128)
         local.get $29
         v128.load offset=48
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $20
        local.get $29
        if (result v128)
         local.get $29
         i32.const -64
         i32.sub
         v128.load
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $21
        local.get $29
        if (result v128)
         local.get $29
         v128.load offset=80
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $22
        local.get $29
        if (result v128)
         local.get $29
         v128.load offset=96
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $23
        local.get $29
        if (result v128)
         local.get $29
         v128.load offset=112
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $24
        local.get $5
        local.get $2
        i32.const 2
        i32.shl
        i32.add
        local.set $29
        loop $for-loop|2
         local.get $5
         local.get $29
         i32.lt_u
         if
          local.get $13
          local.get $5
          v128.load32_splat
          local.tee $27
          local.get $8
          v128.load
          f32x4.mul
          f32x4.add
          local.set $13
          local.get $11
          local.get $27
          local.get $8
          v128.load offset=16
          f32x4.mul
          f32x4.add
          local.set $11
          local.get $19
          local.get $27
          local.get $12
          v128.load
          f32x4.mul
          f32x4.add
          local.set $19
          local.get $20
          local.get $27
          local.get $12
          v128.load offset=16
          f32x4.mul
          f32x4.add
          local.set $20
          local.get $21
          local.get $27
          local.get $15
          v128.load
          f32x4.mul
          f32x4.add
          local.set $21
          local.get $22
          local.get $27
          local.get $15
          v128.load offset=16
          f32x4.mul
          f32x4.add
          local.set $22
          local.get $23
          local.get $27
          local.get $17
          v128.load
          f32x4.mul
          f32x4.add
          local.set $23
          local.get $24
          local.get $27
          local.get $17
          v128.load offset=16
          f32x4.mul
          f32x4.add
          local.set $24
          local.get $8
          i32.const 32
          i32.add
          local.set $8
          local.get $12
          i32.const 32
          i32.add
          local.set $12
          local.get $15
          i32.const 32
          i32.add
          local.set $15
          local.get $17
          i32.const 32
          i32.add
          local.set $17
          local.get $5
          i32.const 4
          i32.add
          local.set $5
          br $for-loop|2
         end
        end
        local.get $28
        local.get $13
        v128.store
        local.get $28
        local.get $11
        v128.store offset=16
        local.get $28
        local.get $19
        v128.store offset=32
        local.get $28
        local.get $20
        v128.store offset=48
        local.get $28
        i32.const -64
        i32.sub
        local.tee $5
        local.get $21
        v128.store
        local.get $5
        local.get $22
        v128.store offset=16
        local.get $28
        local.get $23
        v128.store offset=96
        local.get $28
        local.get $24
        v128.store offset=112
        local.get $1
        local.get $18
        i32.const 2
        i32.shl
        i32.add
        local.set $1
        local.get $14
        i32.const 128
        i32.add
        local.set $14
        local.get $16
        i32.const 32
        i32.add
        local.set $16
        br $for-loop|1
       end
      end
      loop $for-loop|3
       local.get $4
       local.get $16
       i32.gt_s
       if
        local.get $0
        local.set $5
        local.get $1
        local.set $8
        local.get $7
        local.get $14
        i32.add
        local.set $12
        i32.const 8
        local.get $4
        local.get $16
        i32.sub
        local.tee $15
        local.get $15
        i32.const 8
        i32.gt_s
        select
        local.set $15
        local.get $9
        local.get $14
        i32.add
        i32.const 0
        local.get $9
        select
        local.tee $17
        if (result v128)
         local.get $15
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $17
          v128.load
         else
          local.get $15
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $17
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $11
          local.get $15
          i32.const 1
          i32.gt_s
          if
           local.get $17
           local.get $11
           v128.load32_lane offset=4 1
           local.set $11
          end
          local.get $15
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $17
           local.get $11
           v128.load32_lane offset=8 2
          else
           local.get $11
          end
         end
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $13
        local.get $17
        if (result v128)
         local.get $17
         i32.const 16
         i32.add
         local.set $17
         local.get $15
         i32.const 4
         i32.sub
         local.tee $28
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $17
          v128.load
         else
          local.get $28
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $17
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $11
          local.get $28
          i32.const 1
          i32.gt_s
          if
           local.get $17
           local.get $11
           v128.load32_lane offset=4 1
           local.set $11
          end
          local.get $28
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $17
           local.get $11
           v128.load32_lane offset=8 2
          else
           local.get $11
          end
         end
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $11
        local.get $5
        local.get $2
        i32.const 2
        i32.shl
        i32.add
        local.set $17
        loop $for-loop|4
         local.get $5
         local.get $17
         i32.lt_u
         if
          local.get $13
          local.get $5
          v128.load32_splat
          local.tee $19
          local.get $8
          v128.load
          f32x4.mul
          f32x4.add
          local.set $13
          local.get $11
          local.get $19
          local.get $8
          v128.load offset=16
          f32x4.mul
          f32x4.add
          local.set $11
          local.get $8
          i32.const 32
          i32.add
          local.set $8
          local.get $5
          i32.const 4
          i32.add
          local.set $5
          br $for-loop|4
         end
        end
        local.get $15
        i32.const 4
        i32.ge_s
        if
         local.get $12
         local.get $13
         v128.store
        else
         local.get $15
         i32.const 0
         i32.gt_s
         if
          local.get $12
          local.get $13
          v128.store32_lane 0
         end
         local.get $15
         i32.const 1
         i32.gt_s
         if
          local.get $12
          local.get $13
          v128.store32_lane offset=4 1
         end
         local.get $15
         i32.const 2
         i32.gt_s
         if
          local.get $12
          local.get $13
          v128.store32_lane offset=8 2
         end
        end
        local.get $12
        i32.const 16
        i32.add
        local.set $5
        local.get $15
        i32.const 4
        i32.sub
        local.tee $8
        i32.const 4
        i32.ge_s
        if
         local.get $5
         local.get $11
         v128.store
        else
         local.get $8
         i32.const 0
         i32.gt_s
         if
          local.get $5
          local.get $11
          v128.store32_lane 0
         end
         local.get $8
         i32.const 1
         i32.gt_s
         if
          local.get $5
          local.get $11
          v128.store32_lane offset=4 1
         end
         local.get $8
         i32.const 2
         i32.gt_s
         if
          local.get $5
          local.get $11
          v128.store32_lane offset=8 2
         end
        end
        local.get $1
        local.get $18
        i32.add
        local.set $1
        local.get $14
        i32.const 32
        i32.add
        local.set $14
        local.get $16
        i32.const 8
        i32.add
        local.set $16
        br $for-loop|3
       end
      end
      local.get $0
      local.get $25
      i32.add
      local.set $0
      local.get $7
      local.get $26
      i32.add
      local.set $7
      local.get $9
      local.get $10
      i32.add
      local.set $9
      local.get $6
      i32.const 1
      i32.sub
      local.set $6
      br $for-loop|0
     end
    end
    br $assembly/gemm-f32/gemm|inlined.0
   end
   i32.const 0
   local.set $1
   loop $for-loop|5
    local.get $1
    local.get $4
    i32.lt_s
    if
     local.get $0
     local.get $25
     local.get $6
     local.get $3
     local.get $2
     local.get $1
     i32.const 2
     i32.shl
     local.tee $5
     local.get $9
     i32.add
     i32.const 0
     local.get $9
     select
     local.get $10
     local.get $5
     local.get $7
     i32.add
     local.get $26
     i32.const 8
     local.get $4
     local.get $1
     i32.sub
     local.tee $5
     local.get $5
     i32.const 8
     i32.gt_s
     select
     call $assembly/panel/panelExact
     local.get $3
     local.get $18
     i32.add
     local.set $3
     local.get $1
     i32.const 8
     i32.add
     local.set $1
     br $for-loop|5
    end
   end
  end
 )
 (func $assembly/tile-i8/storeRow (param $0 i32) (param $1 v128) (param $2 v128) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32) (param $10 i32)
  (local $11 v128)
  (local $12 v128)
  local.get $4
  local.get $0
  i32.const 2
  i32.shl
  local.tee $4
  i32.add
  v128.load32_splat
  local.set $11
  local.get $4
  local.get $5
  i32.add
  v128.load32_splat
  local.set $12
  local.get $8
  local.get $0
  local.get $9
  i32.mul
  i32.add
  local.set $5
  local.get $3
  i32.const 96
  i32.add
  local.set $8
  local.get $6
  local.get $0
  local.get $7
  i32.mul
  i32.add
  local.tee $6
  local.tee $0
  i32.load
  local.set $4
  loop $for-loop|0
   local.get $4
   i32.const 0
   i32.gt_s
   if
    local.get $1
    local.get $8
    local.get $0
    i32.load offset=4
    local.tee $7
    i32.const -32
    i32.and
    i32.add
    v128.load
    local.get $7
    i32.const 31
    i32.and
    i32x4.shl
    i32.const 24
    i32x4.shr_s
    local.get $0
    i32.load offset=8
    i32x4.splat
    i32x4.mul
    i32x4.add
    local.set $1
    local.get $0
    i32.const 8
    i32.add
    local.set $0
    local.get $4
    i32.const 1
    i32.sub
    local.set $4
    br $for-loop|0
   end
  end
  local.get $3
  i32.const 112
  i32.add
  local.set $4
  local.get $6
  i32.load
  local.set $0
  loop $for-loop|1
   local.get $0
   i32.const 0
   i32.gt_s
   if
    local.get $2
    local.get $4
    local.get $6
    i32.load offset=4
    local.tee $7
    i32.const -32
    i32.and
    i32.add
    v128.load
    local.get $7
    i32.const 31
    i32.and
    i32x4.shl
    i32.const 24
    i32x4.shr_s
    local.get $6
    i32.load offset=8
    i32x4.splat
    i32x4.mul
    i32x4.add
    local.set $2
    local.get $6
    i32.const 8
    i32.add
    local.set $6
    local.get $0
    i32.const 1
    i32.sub
    local.set $0
    br $for-loop|1
   end
  end
  local.get $1
  f32x4.convert_i32x4_s
  local.get $3
  v128.load
  f32x4.mul
  local.get $11
  f32x4.mul
  local.get $12
  local.get $3
  v128.load offset=32
  f32x4.mul
  local.get $3
  v128.load offset=64
  f32x4.add
  f32x4.add
  local.set $1
  local.get $10
  i32.const 4
  i32.ge_s
  if
   local.get $5
   local.get $1
   v128.store
  else
   local.get $10
   i32.const 0
   i32.gt_s
   if
    local.get $5
    local.get $1
    v128.store32_lane 0
   end
   local.get $10
   i32.const 1
   i32.gt_s
   if
    local.get $5
    local.get $1
    v128.store32_lane offset=4 1
   end
   local.get $10
   i32.const 2
   i32.gt_s
   if
    local.get $5
    local.get $1
    v128.store32_lane offset=8 2
   end
  end
  local.get $5
  i32.const 16
  i32.add
  local.set $0
  local.get $2
  f32x4.convert_i32x4_s
  local.get $3
  v128.load offset=16
  f32x4.mul
  local.get $11
  f32x4.mul
  local.get $12
  local.get $3
  v128.load offset=48
  f32x4.mul
  local.get $3
  v128.load offset=80
  f32x4.add
  f32x4.add
  local.set $1
  local.get $10
  i32.const 4
  i32.sub
  local.tee $3
  i32.const 4
  i32.ge_s
  if
   local.get $0
   local.get $1
   v128.store
  else
   local.get $3
   i32.const 0
   i32.gt_s
   if
    local.get $0
    local.get $1
    v128.store32_lane 0
   end
   local.get $3
   i32.const 1
   i32.gt_s
   if
    local.get $0
    local.get $1
    v128.store32_lane offset=4 1
   end
   local.get $3
   i32.const 2
   i32.gt_s
   if
    local.get $0
    local.get $1
    v128.store32_lane offset=8 2
   end
  end
 )
 (func $assembly/shorts/largestSize (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (result f32)
  (local $4 i32)
  (local $5 i32)
  (local $6 v128)
  (local $7 v128)
  (local $8 v128)
  v128.const i32x4 0x7fffffff 0x7fffffff 0x7fffffff 0x7fffffff
  local.get $2
  i32.const 31
  i32.shr_u
  i32x4.splat
  v128.or
  local.set $7
  loop $for-loop|0
   local.get $2
   i32.const 0
   i32.gt_s
   if
    local.get $0
    local.set $4
    local.get $3
    local.set $5
    loop $for-loop|1
     local.get $5
     i32.const 8
     i32.ge_s
     if
      local.get $6
      local.get $4
      v128.load
      local.get $7
      v128.and
      i32x4.max_s
      local.set $6
      local.get $8
      local.get $4
      v128.load offset=16
      local.get $7
      v128.and
      i32x4.max_s
      local.set $8
      local.get $4
      i32.const 32
      i32.add
      local.set $4
      local.get $5
      i32.const 8
      i32.sub
      local.set $5
      br $for-loop|1
     end
    end
    loop $for-loop|2
     local.get $5
     i32.const 0
     i32.gt_s
     if
      local.get $6
      local.get $4
      v128.load32_zero
      local.get $7
      v128.and
      i32x4.max_s
      local.set $6
      local.get $4
      i32.const 4
      i32.add
      local.set $4
      local.get $5
      i32.const 1
      i32.sub
      local.set $5
      br $for-loop|2
     end
    end
    local.get $0
    local.get $1
    i32.add
    local.set $0
    local.get $2
    i32.const 1
    i32.sub
    local.set $2
    br $for-loop|0
   end
  end
  local.get $6
  local.get $8
  i32x4.max_s
  local.tee $6
  local.get $6
  local.get $6
  i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
  i32x4.max_s
  local.tee $6
  i32x4.extract_lane 0
  local.tee $0
  local.get $6
  i32x4.extract_lane 1
  local.tee $1
  local.get $0
  local.get $1
  i32.gt_s
  select
  f32.reinterpret_i32
 )
 (func $assembly/panel/panelExact (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 v128)
  (local $13 v128)
  (local $14 v128)
  (local $15 i32)
  (local $16 i32)
  (local $17 v128)
  (local $18 v128)
  (local $19 v128)
  (local $20 v128)
  (local $21 v128)
  (local $22 i32)
  (local $23 i32)
  (local $24 v128)
  (local $25 i32)
  (local $26 i32)
  (local $27 i32)
  (local $28 i32)
  (local $29 v128)
  (local $30 v128)
  block $assembly/panel/panel|inlined.1
   local.get $5
   local.set $11
   local.get $2
   local.tee $10
   i32.const 4
   i32.lt_s
   if
    loop $for-loop|0
     local.get $10
     local.get $16
     i32.gt_u
     if
      local.get $0
      local.get $1
      local.get $16
      i32.mul
      i32.add
      local.set $15
      local.get $3
      local.set $2
      local.get $7
      local.get $8
      local.get $16
      i32.mul
      i32.add
      local.set $5
      local.get $11
      local.get $6
      local.get $16
      i32.mul
      i32.add
      local.tee $22
      if (result v128)
       local.get $9
       i32.const 4
       i32.ge_s
       if (result v128)
        local.get $22
        v128.load
       else
        local.get $9
        i32.const 0
        i32.gt_s
        if (result v128)
         local.get $22
         v128.load32_zero
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $12
        local.get $9
        i32.const 1
        i32.gt_s
        if
         local.get $22
         local.get $12
         v128.load32_lane offset=4 1
         local.set $12
        end
        local.get $9
        i32.const 2
        i32.gt_s
        if (result v128)
         local.get $22
         local.get $12
         v128.load32_lane offset=8 2
        else
         local.get $12
        end
       end
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $13
      local.get $22
      if (result v128)
       local.get $22
       i32.const 16
       i32.add
       local.set $22
       local.get $9
       i32.const 4
       i32.sub
       local.tee $23
       i32.const 4
       i32.ge_s
       if (result v128)
        local.get $22
        v128.load
       else
        local.get $23
        i32.const 0
        i32.gt_s
        if (result v128)
         local.get $22
         v128.load32_zero
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $12
        local.get $23
        i32.const 1
        i32.gt_s
        if
         local.get $22
         local.get $12
         v128.load32_lane offset=4 1
         local.set $12
        end
        local.get $23
        i32.const 2
        i32.gt_s
        if (result v128)
         local.get $22
         local.get $12
         v128.load32_lane offset=8 2
        else
         local.get $12
        end
       end
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $14
      local.get $15
      local.get $4
      i32.const 2
      i32.shl
      i32.add
      local.set $22
      loop $for-loop|1
       local.get $15
       local.get $22
       i32.lt_u
       if
        local.get $13
        local.get $15
        v128.load32_splat
        local.tee $12
        local.get $2
        v128.load
        f32x4.mul
        f32x4.add
        local.set $13
        local.get $14
        local.get $12
        local.get $2
        v128.load offset=16
        f32x4.mul
        f32x4.add
        local.set $14
        local.get $2
        i32.const 32
        i32.add
        local.set $2
        local.get $15
        i32.const 4
        i32.add
        local.set $15
        br $for-loop|1
       end
      end
      local.get $9
      i32.const 4
      i32.ge_s
      if
       local.get $5
       local.get $13
       v128.store
      else
       local.get $9
       i32.const 0
       i32.gt_s
       if
        local.get $5
        local.get $13
        v128.store32_lane 0
       end
       local.get $9
       i32.const 1
       i32.gt_s
       if
        local.get $5
        local.get $13
        v128.store32_lane offset=4 1
       end
       local.get $9
       i32.const 2
       i32.gt_s
       if
        local.get $5
        local.get $13
        v128.store32_lane offset=8 2
       end
      end
      local.get $5
      i32.const 16
      i32.add
      local.set $2
      local.get $9
      i32.const 4
      i32.sub
      local.tee $5
      i32.const 4
      i32.ge_s
      if
       local.get $2
       local.get $14
       v128.store
      else
       local.get $5
       i32.const 0
       i32.gt_s
       if
        local.get $2
        local.get $14
        v128.store32_lane 0
       end
       local.get $5
       i32.const 1
       i32.gt_s
       if
        local.get $2
        local.get $14
        v128.store32_lane offset=4 1
       end
       local.get $5
       i32.const 2
       i32.gt_s
       if
        local.get $2
        local.get $14
        v128.store32_lane offset=8 2
       end
      end
      local.get $16
      i32.const 1
      i32.add
      local.set $16
      br $for-loop|0
     end
    end
    br $assembly/panel/panel|inlined.1
   end
   loop $for-loop|2
    local.get $10
    local.get $22
    i32.gt_s
    if
     local.get $0
     local.get $22
     local.get $10
     i32.const 4
     i32.sub
     local.tee $2
     local.get $2
     local.get $22
     i32.gt_s
     select
     local.tee $26
     local.get $1
     i32.mul
     i32.add
     local.set $15
     local.get $3
     local.set $5
     local.get $7
     local.get $8
     local.get $26
     i32.mul
     i32.add
     local.set $25
     local.get $1
     local.get $15
     i32.add
     local.tee $2
     local.get $1
     i32.add
     local.tee $23
     local.get $1
     i32.add
     local.set $16
     local.get $11
     local.get $6
     local.get $26
     i32.mul
     i32.add
     local.tee $26
     if (result v128)
      local.get $9
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $26
       v128.load
      else
       local.get $9
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $26
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $12
       local.get $9
       i32.const 1
       i32.gt_s
       if
        local.get $26
        local.get $12
        v128.load32_lane offset=4 1
        local.set $12
       end
       local.get $9
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $26
        local.get $12
        v128.load32_lane offset=8 2
       else
        local.get $12
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $13
     local.get $26
     if (result v128)
      local.get $26
      i32.const 16
      i32.add
      local.set $27
      local.get $9
      i32.const 4
      i32.sub
      local.tee $28
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $27
       v128.load
      else
       local.get $28
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $27
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $12
       local.get $28
       i32.const 1
       i32.gt_s
       if
        local.get $27
        local.get $12
        v128.load32_lane offset=4 1
        local.set $12
       end
       local.get $28
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $27
        local.get $12
        v128.load32_lane offset=8 2
       else
        local.get $12
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $14
     local.get $6
     local.get $26
     i32.add
     local.tee $26
     if (result v128)
      local.get $9
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $26
       v128.load
      else
       local.get $9
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $26
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $12
       local.get $9
       i32.const 1
       i32.gt_s
       if
        local.get $26
        local.get $12
        v128.load32_lane offset=4 1
        local.set $12
       end
       local.get $9
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $26
        local.get $12
        v128.load32_lane offset=8 2
       else
        local.get $12
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $17
     local.get $26
     if (result v128)
      local.get $26
      i32.const 16
      i32.add
      local.set $27
      local.get $9
      i32.const 4
      i32.sub
      local.tee $28
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $27
       v128.load
      else
       local.get $28
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $27
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $12
       local.get $28
       i32.const 1
       i32.gt_s
       if
        local.get $27
        local.get $12
        v128.load32_lane offset=4 1
        local.set $12
       end
       local.get $28
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $27
        local.get $12
        v128.load32_lane offset=8 2
       else
        local.get $12
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $18
     local.get $6
     local.get $26
     i32.add
     local.tee $26
     if (result v128)
      local.get $9
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $26
       v128.load
      else
       local.get $9
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $26
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $12
       local.get $9
       i32.const 1
       i32.gt_s
       if
        local.get $26
        local.get $12
        v128.load32_lane offset=4 1
        local.set $12
       end
       local.get $9
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $26
        local.get $12
        v128.load32_lane offset=8 2
       else
        local.get $12
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $19
     local.get $26
     if (result v128)
      local.get $26
      i32.const 16
      i32.add
      local.set $27
      local.get $9
      i32.const 4
      i32.sub
      local.tee $28
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $27
       v128.load
      else
       local.get $28
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $27
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $12
       local.get $28
       i32.const 1
       i32.gt_s
       if
        local.get $27
        local.get $12
        v128.load32_lane offset=4 1
        local.set $12
       end
       local.get $28
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $27
        local.get $12
        v128.load32_lane offset=8 2
       else
        local.get $12
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $20
     local.get $6
     local.get $26
     i32.add
     local.tee $26
     if (result v128)
      local.get $9
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $26
       v128.load
      else
       local.get $9
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $26
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $12
       local.get $9
       i32.const 1
       i32.gt_s
       if
        local.get $26
        local.get $12
        v128.load32_lane offset=4 1
        local.set $12
       end
       local.get $9
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $26
        local.get $12
        v128.load32_lane offset=8 2
       else
        local.get $12
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $21
     local.get $26
     if (result v128)
      local.get $26
      i32.const 16
      i32.add
      local.set $26
      local.get $9
      i32.const 4
      i32.sub
      local.tee $27
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $26
       v128.load
      else
       local.get $27
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $26
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $12
       local.get $27
       i32.const 1
       i32.gt_s
       if
        local.get $26
        local.get $12
        v128.load32_lane offset=4 1
        local.set $12
       end
       local.get $27
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $26
        local.get $12
        v128.load32_lane offset=8 2
       else
        local.get $12
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $12
     local.get $15
     local.get $4
     i32.const 2
     i32.shl
     i32.add
     local.set $26
     loop $for-loop|3
      local.get $15
      local.get $26
      i32.lt_u
      if
       local.get $13
       local.get $15
       v128.load32_splat
       local.tee $29
       local.get $5
       v128.load
       local.tee $24
       f32x4.mul
       f32x4.add
       local.set $13
       local.get $14
       local.get $29
       local.get $5
       v128.load offset=16
       local.tee $29
       f32x4.mul
       f32x4.add
       local.set $14
       local.get $17
       local.get $2
       v128.load32_splat
       local.tee $30
       local.get $24
       f32x4.mul
       f32x4.add
       local.set $17
       local.get $18
       local.get $30
       local.get $29
       f32x4.mul
       f32x4.add
       local.set $18
       local.get $19
       local.get $23
       v128.load32_splat
       local.tee $30
       local.get $24
       f32x4.mul
       f32x4.add
       local.set $19
       local.get $20
       local.get $30
       local.get $29
       f32x4.mul
       f32x4.add
       local.set $20
       local.get $21
       local.get $16
       v128.load32_splat
       local.tee $30
       local.get $24
       f32x4.mul
       f32x4.add
       local.set $21
       local.get $12
       local.get $30
       local.get $29
       f32x4.mul
       f32x4.add
       local.set $12
       local.get $5
       i32.const 32
       i32.add
       local.set $5
       local.get $15
       i32.const 4
       i32.add
       local.set $15
       local.get $2
       i32.const 4
       i32.add
       local.set $2
       local.get $23
       i32.const 4
       i32.add
       local.set $23
       local.get $16
       i32.const 4
       i32.add
       local.set $16
       br $for-loop|3
      end
     end
     local.get $9
     i32.const 4
     i32.ge_s
     if
      local.get $25
      local.get $13
      v128.store
     else
      local.get $9
      i32.const 0
      i32.gt_s
      if
       local.get $25
       local.get $13
       v128.store32_lane 0
      end
      local.get $9
      i32.const 1
      i32.gt_s
      if
       local.get $25
       local.get $13
       v128.store32_lane offset=4 1
      end
      local.get $9
      i32.const 2
      i32.gt_s
      if
       local.get $25
       local.get $13
       v128.store32_lane offset=8 2
      end
     end
     local.get $25
     i32.const 16
     i32.add
     local.set $2
     local.get $9
     i32.const 4
     i32.sub
     local.tee $5
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $14
      v128.store
     else
      local.get $5
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $14
       v128.store32_lane 0
      end
      local.get $5
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $14
       v128.store32_lane offset=4 1
      end
      local.get $5
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $14
       v128.store32_lane offset=8 2
      end
     end
     local.get $8
     local.get $25
     i32.add
     local.set $2
     local.get $9
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $17
      v128.store
     else
      local.get $9
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $17
       v128.store32_lane 0
      end
      local.get $9
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $17
       v128.store32_lane offset=4 1
      end
      local.get $9
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $17
       v128.store32_lane offset=8 2
      end
     end
     local.get $2
     i32.const 16
     i32.add
     local.set $2
     local.get $9
     i32.const 4
     i32.sub
     local.tee $5
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $18
      v128.store
     else
      local.get $5
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $18
       v128.store32_lane 0
      end
      local.get $5
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $18
       v128.store32_lane offset=4 1
      end
      local.get $5
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $18
       v128.store32_lane offset=8 2
      end
     end
     local.get $25
     local.get $8
     i32.const 1
     i32.shl
     i32.add
     local.set $2
     local.get $9
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $19
      v128.store
     else
      local.get $9
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $19
       v128.store32_lane 0
      end
      local.get $9
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $19
       v128.store32_lane offset=4 1
      end
      local.get $9
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $19
       v128.store32_lane offset=8 2
      end
     end
     local.get $2
     i32.const 16
     i32.add
     local.set $2
     local.get $9
     i32.const 4
     i32.sub
     local.tee $5
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $20
      v128.store
     else
      local.get $5
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $20
       v128.store32_lane 0
      end
      local.get $5
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $20
       v128.store32_lane offset=4 1
      end
      local.get $5
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $20
       v128.store32_lane offset=8 2
      end
     end
     local.get $25
     local.get $8
     i32.const 3
     i32.mul
     i32.add
     local.set $2
     local.get $9
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $21
      v128.store
     else
      local.get $9
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $21
       v128.store32_lane 0
      end
      local.get $9
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $21
       v128.store32_lane offset=4 1
      end
      local.get $9
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $21
       v128.store32_lane offset=8 2
      end
     end
     local.get $2
     i32.const 16
     i32.add
     local.set $2
     local.get $9
     i32.const 4
     i32.sub
     local.tee $5
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $12
      v128.store
     else
      local.get $5
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $12
       v128.store32_lane 0
      end
      local.get $5
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $12
       v128.store32_lane offset=4 1
      end
      local.get $5
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $12
       v128.store32_lane offset=8 2
      end
     end
     local.get $22
     i32.const 4
     i32.add
     local.set $22
     br $for-loop|2
    end
   end
  end
 )
 (func $assembly/panel-i16/panelI16 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32)
  (local $9 v128)
  (local $10 v128)
  (local $11 i32)
  (local $12 i32)
  (local $13 v128)
  (local $14 v128)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 i32)
  (local $20 v128)
  (local $21 v128)
  (local $22 v128)
  (local $23 v128)
  (local $24 i32)
  (local $25 i32)
  (local $26 v128)
  (local $27 v128)
  (local $28 v128)
  (local $29 v128)
  (local $30 v128)
  (local $31 v128)
  (local $32 v128)
  (local $33 i32)
  local.get $3
  i32.const 7
  i32.add
  i32.const -8
  i32.and
  i32.const 1
  i32.shl
  local.set $24
  local.get $2
  i32.const 32
  i32.add
  local.set $12
  local.get $1
  i32.const 4
  i32.lt_s
  if
   loop $for-loop|0
    local.get $1
    local.get $19
    i32.gt_u
    if
     local.get $12
     local.set $11
     local.get $4
     local.get $19
     i32.const 2
     i32.shl
     i32.add
     v128.load32_splat
     local.set $26
     local.get $0
     local.get $19
     local.get $24
     i32.mul
     i32.add
     local.tee $16
     local.set $18
     local.get $16
     local.tee $15
     local.set $17
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $9
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $20
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $21
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $22
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $10
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $13
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $14
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $23
     local.get $16
     local.get $3
     i32.const 7
     i32.add
     i32.const -8
     i32.and
     i32.const 1
     i32.shl
     i32.add
     local.set $25
     loop $for-loop|1
      local.get $16
      local.get $25
      i32.lt_u
      if
       local.get $9
       local.get $16
       v128.load32_splat
       local.tee $27
       local.get $11
       v128.load
       local.tee $28
       i32x4.dot_i16x8_s
       i32x4.add
       local.get $16
       v128.load32_splat offset=4
       local.tee $29
       local.get $11
       v128.load offset=32
       local.tee $30
       i32x4.dot_i16x8_s
       i32x4.add
       local.set $9
       local.get $10
       local.get $27
       local.get $11
       v128.load offset=16
       local.tee $27
       i32x4.dot_i16x8_s
       i32x4.add
       local.get $29
       local.get $11
       v128.load offset=48
       local.tee $29
       i32x4.dot_i16x8_s
       i32x4.add
       local.set $10
       local.get $20
       local.get $18
       v128.load32_splat
       local.tee $31
       local.get $28
       i32x4.dot_i16x8_s
       i32x4.add
       local.get $18
       v128.load32_splat offset=4
       local.tee $32
       local.get $30
       i32x4.dot_i16x8_s
       i32x4.add
       local.set $20
       local.get $13
       local.get $31
       local.get $27
       i32x4.dot_i16x8_s
       i32x4.add
       local.get $32
       local.get $29
       i32x4.dot_i16x8_s
       i32x4.add
       local.set $13
       local.get $21
       local.get $15
       v128.load32_splat
       local.tee $31
       local.get $28
       i32x4.dot_i16x8_s
       i32x4.add
       local.get $15
       v128.load32_splat offset=4
       local.tee $32
       local.get $30
       i32x4.dot_i16x8_s
       i32x4.add
       local.set $21
       local.get $14
       local.get $31
       local.get $27
       i32x4.dot_i16x8_s
       i32x4.add
       local.get $32
       local.get $29
       i32x4.dot_i16x8_s
       i32x4.add
       local.set $14
       local.get $22
       local.get $17
       v128.load32_splat
       local.tee $31
       local.get $28
       i32x4.dot_i16x8_s
       i32x4.add
       local.get $17
       v128.load32_splat offset=4
       local.tee $28
       local.get $30
       i32x4.dot_i16x8_s
       i32x4.add
       local.set $22
       local.get $23
       local.get $31
       local.get $27
       i32x4.dot_i16x8_s
       i32x4.add
       local.get $28
       local.get $29
       i32x4.dot_i16x8_s
       i32x4.add
       local.set $23
       local.get $11
       i32.const -64
       i32.sub
       local.set $11
       local.get $16
       i32.const 8
       i32.add
       local.set $16
       local.get $18
       i32.const 8
       i32.add
       local.set $18
       local.get $15
       i32.const 8
       i32.add
       local.set $15
       local.get $17
       i32.const 8
       i32.add
       local.set $17
       br $for-loop|1
      end
     end
     local.get $9
     f32x4.convert_i32x4_s
     local.get $26
     local.get $26
     i8x16.shuffle 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3
     local.tee $27
     f32x4.mul
     local.set $9
     local.get $10
     f32x4.convert_i32x4_s
     local.get $27
     f32x4.mul
     local.set $10
     local.get $2
     if
      local.get $10
      local.get $2
      v128.load offset=16
      f32x4.mul
      local.set $10
      local.get $9
      local.get $2
      v128.load
      f32x4.mul
      local.set $9
     end
     local.get $5
     if
      local.get $9
      local.get $8
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $5
       v128.load
      else
       local.get $8
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $5
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $9
       local.get $8
       i32.const 1
       i32.gt_s
       if
        local.get $5
        local.get $9
        v128.load32_lane offset=4 1
        local.set $9
       end
       local.get $8
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $5
        local.get $9
        v128.load32_lane offset=8 2
       else
        local.get $9
       end
      end
      f32x4.add
      local.set $9
      local.get $5
      i32.const 16
      i32.add
      local.set $11
      local.get $10
      local.get $8
      i32.const 4
      i32.sub
      local.tee $15
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $11
       v128.load
      else
       local.get $15
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $11
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $10
       local.get $15
       i32.const 1
       i32.gt_s
       if
        local.get $11
        local.get $10
        v128.load32_lane offset=4 1
        local.set $10
       end
       local.get $15
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $11
        local.get $10
        v128.load32_lane offset=8 2
       else
        local.get $10
       end
      end
      f32x4.add
      local.set $10
     end
     local.get $6
     local.get $7
     local.get $19
     i32.mul
     i32.add
     local.set $11
     local.get $8
     i32.const 4
     i32.ge_s
     if
      local.get $11
      local.get $9
      v128.store
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane 0
      end
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane offset=4 1
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane offset=8 2
      end
     end
     local.get $11
     i32.const 16
     i32.add
     local.set $15
     local.get $8
     i32.const 4
     i32.sub
     local.tee $16
     i32.const 4
     i32.ge_s
     if
      local.get $15
      local.get $10
      v128.store
     else
      local.get $16
      i32.const 0
      i32.gt_s
      if
       local.get $15
       local.get $10
       v128.store32_lane 0
      end
      local.get $16
      i32.const 1
      i32.gt_s
      if
       local.get $15
       local.get $10
       v128.store32_lane offset=4 1
      end
      local.get $16
      i32.const 2
      i32.gt_s
      if
       local.get $15
       local.get $10
       v128.store32_lane offset=8 2
      end
     end
     local.get $20
     f32x4.convert_i32x4_s
     local.get $26
     local.get $26
     i8x16.shuffle 4 5 6 7 4 5 6 7 4 5 6 7 4 5 6 7
     local.tee $10
     f32x4.mul
     local.set $9
     local.get $13
     f32x4.convert_i32x4_s
     local.get $10
     f32x4.mul
     local.set $13
     local.get $2
     if
      local.get $13
      local.get $2
      v128.load offset=16
      f32x4.mul
      local.set $13
      local.get $9
      local.get $2
      v128.load
      f32x4.mul
      local.set $9
     end
     local.get $5
     if
      local.get $9
      local.get $8
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $5
       v128.load
      else
       local.get $8
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $5
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $9
       local.get $8
       i32.const 1
       i32.gt_s
       if
        local.get $5
        local.get $9
        v128.load32_lane offset=4 1
        local.set $9
       end
       local.get $8
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $5
        local.get $9
        v128.load32_lane offset=8 2
       else
        local.get $9
       end
      end
      f32x4.add
      local.set $9
      local.get $5
      i32.const 16
      i32.add
      local.set $15
      local.get $13
      local.get $8
      i32.const 4
      i32.sub
      local.tee $16
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $15
       v128.load
      else
       local.get $16
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $15
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $10
       local.get $16
       i32.const 1
       i32.gt_s
       if
        local.get $15
        local.get $10
        v128.load32_lane offset=4 1
        local.set $10
       end
       local.get $16
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $15
        local.get $10
        v128.load32_lane offset=8 2
       else
        local.get $10
       end
      end
      f32x4.add
      local.set $13
     end
     local.get $8
     i32.const 4
     i32.ge_s
     if
      local.get $11
      local.get $9
      v128.store
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane 0
      end
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane offset=4 1
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane offset=8 2
      end
     end
     local.get $11
     i32.const 16
     i32.add
     local.set $15
     local.get $8
     i32.const 4
     i32.sub
     local.tee $16
     i32.const 4
     i32.ge_s
     if
      local.get $15
      local.get $13
      v128.store
     else
      local.get $16
      i32.const 0
      i32.gt_s
      if
       local.get $15
       local.get $13
       v128.store32_lane 0
      end
      local.get $16
      i32.const 1
      i32.gt_s
      if
       local.get $15
       local.get $13
       v128.store32_lane offset=4 1
      end
      local.get $16
      i32.const 2
      i32.gt_s
      if
       local.get $15
       local.get $13
       v128.store32_lane offset=8 2
      end
     end
     local.get $21
     f32x4.convert_i32x4_s
     local.get $26
     local.get $26
     i8x16.shuffle 8 9 10 11 8 9 10 11 8 9 10 11 8 9 10 11
     local.tee $10
     f32x4.mul
     local.set $9
     local.get $14
     f32x4.convert_i32x4_s
     local.get $10
     f32x4.mul
     local.set $14
     local.get $2
     if
      local.get $14
      local.get $2
      v128.load offset=16
      f32x4.mul
      local.set $14
      local.get $9
      local.get $2
      v128.load
      f32x4.mul
      local.set $9
     end
     local.get $5
     if
      local.get $9
      local.get $8
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $5
       v128.load
      else
       local.get $8
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $5
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $9
       local.get $8
       i32.const 1
       i32.gt_s
       if
        local.get $5
        local.get $9
        v128.load32_lane offset=4 1
        local.set $9
       end
       local.get $8
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $5
        local.get $9
        v128.load32_lane offset=8 2
       else
        local.get $9
       end
      end
      f32x4.add
      local.set $9
      local.get $5
      i32.const 16
      i32.add
      local.set $15
      local.get $14
      local.get $8
      i32.const 4
      i32.sub
      local.tee $16
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $15
       v128.load
      else
       local.get $16
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $15
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $10
       local.get $16
       i32.const 1
       i32.gt_s
       if
        local.get $15
        local.get $10
        v128.load32_lane offset=4 1
        local.set $10
       end
       local.get $16
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $15
        local.get $10
        v128.load32_lane offset=8 2
       else
        local.get $10
       end
      end
      f32x4.add
      local.set $14
     end
     local.get $8
     i32.const 4
     i32.ge_s
     if
      local.get $11
      local.get $9
      v128.store
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane 0
      end
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane offset=4 1
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane offset=8 2
      end
     end
     local.get $11
     i32.const 16
     i32.add
     local.set $15
     local.get $8
     i32.const 4
     i32.sub
     local.tee $16
     i32.const 4
     i32.ge_s
     if
      local.get $15
      local.get $14
      v128.store
     else
      local.get $16
      i32.const 0
      i32.gt_s
      if
       local.get $15
       local.get $14
       v128.store32_lane 0
      end
      local.get $16
      i32.const 1
      i32.gt_s
      if
       local.get $15
       local.get $14
       v128.store32_lane offset=4 1
      end
      local.get $16
      i32.const 2
      i32.gt_s
      if
       local.get $15
       local.get $14
       v128.store32_lane offset=8 2
      end
     end
     local.get $22
     f32x4.convert_i32x4_s
     local.get $26
     local.get $26
     i8x16.shuffle 12 13 14 15 12 13 14 15 12 13 14 15 12 13 14 15
     local.tee $10
     f32x4.mul
     local.set $9
     local.get $23
     f32x4.convert_i32x4_s
     local.get $10
     f32x4.mul
     local.set $10
     local.get $2
     if
      local.get $10
      local.get $2
      v128.load offset=16
      f32x4.mul
      local.set $10
      local.get $9
      local.get $2
      v128.load
      f32x4.mul
      local.set $9
     end
     local.get $5
     if
      local.get $9
      local.get $8
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $5
       v128.load
      else
       local.get $8
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $5
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $9
       local.get $8
       i32.const 1
       i32.gt_s
       if
        local.get $5
        local.get $9
        v128.load32_lane offset=4 1
        local.set $9
       end
       local.get $8
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $5
        local.get $9
        v128.load32_lane offset=8 2
       else
        local.get $9
       end
      end
      f32x4.add
      local.set $9
      local.get $5
      i32.const 16
      i32.add
      local.set $15
      local.get $10
      local.get $8
      i32.const 4
      i32.sub
      local.tee $16
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $15
       v128.load
      else
       local.get $16
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $15
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $10
       local.get $16
       i32.const 1
       i32.gt_s
       if
        local.get $15
        local.get $10
        v128.load32_lane offset=4 1
        local.set $10
       end
       local.get $16
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $15
        local.get $10
        v128.load32_lane offset=8 2
       else
        local.get $10
       end
      end
      f32x4.add
      local.set $10
     end
     local.get $8
     i32.const 4
     i32.ge_s
     if
      local.get $11
      local.get $9
      v128.store
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane 0
      end
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane offset=4 1
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if
       local.get $11
       local.get $9
       v128.store32_lane offset=8 2
      end
     end
     local.get $11
     i32.const 16
     i32.add
     local.set $11
     local.get $8
     i32.const 4
     i32.sub
     local.tee $15
     i32.const 4
     i32.ge_s
     if
      local.get $11
      local.get $10
      v128.store
     else
      local.get $15
      i32.const 0
      i32.gt_s
      if
       local.get $11
       local.get $10
       v128.store32_lane 0
      end
      local.get $15
      i32.const 1
      i32.gt_s
      if
       local.get $11
       local.get $10
       v128.store32_lane offset=4 1
      end
      local.get $15
      i32.const 2
      i32.gt_s
      if
       local.get $11
       local.get $10
       v128.store32_lane offset=8 2
      end
     end
     local.get $19
     i32.const 1
     i32.add
     local.set $19
     br $for-loop|0
    end
   end
   return
  end
  loop $for-loop|2
   local.get $1
   local.get $19
   i32.gt_s
   if
    local.get $0
    local.get $19
    local.get $1
    i32.const 4
    i32.sub
    local.tee $11
    local.get $11
    local.get $19
    i32.gt_s
    select
    local.tee $25
    local.get $24
    i32.mul
    i32.add
    local.set $16
    local.get $12
    local.set $11
    local.get $4
    local.get $25
    i32.const 2
    i32.shl
    i32.add
    v128.load
    local.set $26
    local.get $24
    local.get $24
    local.get $16
    local.get $24
    i32.add
    local.tee $18
    i32.add
    local.tee $15
    i32.add
    local.set $17
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $9
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $20
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $21
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $22
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $10
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $13
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $14
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $23
    local.get $16
    local.get $3
    i32.const 7
    i32.add
    i32.const -8
    i32.and
    i32.const 1
    i32.shl
    i32.add
    local.set $33
    loop $for-loop|3
     local.get $16
     local.get $33
     i32.lt_u
     if
      local.get $9
      local.get $16
      v128.load32_splat
      local.tee $27
      local.get $11
      v128.load
      local.tee $28
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $16
      v128.load32_splat offset=4
      local.tee $29
      local.get $11
      v128.load offset=32
      local.tee $30
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $9
      local.get $10
      local.get $27
      local.get $11
      v128.load offset=16
      local.tee $27
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $29
      local.get $11
      v128.load offset=48
      local.tee $29
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $10
      local.get $20
      local.get $18
      v128.load32_splat
      local.tee $31
      local.get $28
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $18
      v128.load32_splat offset=4
      local.tee $32
      local.get $30
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $20
      local.get $13
      local.get $31
      local.get $27
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $32
      local.get $29
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $13
      local.get $21
      local.get $15
      v128.load32_splat
      local.tee $31
      local.get $28
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $15
      v128.load32_splat offset=4
      local.tee $32
      local.get $30
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $21
      local.get $14
      local.get $31
      local.get $27
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $32
      local.get $29
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $14
      local.get $22
      local.get $17
      v128.load32_splat
      local.tee $31
      local.get $28
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $17
      v128.load32_splat offset=4
      local.tee $28
      local.get $30
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $22
      local.get $23
      local.get $31
      local.get $27
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $28
      local.get $29
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $23
      local.get $11
      i32.const -64
      i32.sub
      local.set $11
      local.get $16
      i32.const 8
      i32.add
      local.set $16
      local.get $18
      i32.const 8
      i32.add
      local.set $18
      local.get $15
      i32.const 8
      i32.add
      local.set $15
      local.get $17
      i32.const 8
      i32.add
      local.set $17
      br $for-loop|3
     end
    end
    local.get $9
    f32x4.convert_i32x4_s
    local.get $26
    local.get $26
    i8x16.shuffle 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3
    local.tee $27
    f32x4.mul
    local.set $9
    local.get $10
    f32x4.convert_i32x4_s
    local.get $27
    f32x4.mul
    local.set $10
    local.get $2
    if
     local.get $10
     local.get $2
     v128.load offset=16
     f32x4.mul
     local.set $10
     local.get $9
     local.get $2
     v128.load
     f32x4.mul
     local.set $9
    end
    local.get $5
    if
     local.get $9
     local.get $8
     i32.const 4
     i32.ge_s
     if (result v128)
      local.get $5
      v128.load
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if (result v128)
       local.get $5
       v128.load32_zero
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $9
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $5
       local.get $9
       v128.load32_lane offset=4 1
       local.set $9
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if (result v128)
       local.get $5
       local.get $9
       v128.load32_lane offset=8 2
      else
       local.get $9
      end
     end
     f32x4.add
     local.set $9
     local.get $5
     i32.const 16
     i32.add
     local.set $11
     local.get $10
     local.get $8
     i32.const 4
     i32.sub
     local.tee $15
     i32.const 4
     i32.ge_s
     if (result v128)
      local.get $11
      v128.load
     else
      local.get $15
      i32.const 0
      i32.gt_s
      if (result v128)
       local.get $11
       v128.load32_zero
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $10
      local.get $15
      i32.const 1
      i32.gt_s
      if
       local.get $11
       local.get $10
       v128.load32_lane offset=4 1
       local.set $10
      end
      local.get $15
      i32.const 2
      i32.gt_s
      if (result v128)
       local.get $11
       local.get $10
       v128.load32_lane offset=8 2
      else
       local.get $10
      end
     end
     f32x4.add
     local.set $10
    end
    local.get $6
    local.get $7
    local.get $25
    i32.mul
    i32.add
    local.set $11
    local.get $8
    i32.const 4
    i32.ge_s
    if
     local.get $11
     local.get $9
     v128.store
    else
     local.get $8
     i32.const 0
     i32.gt_s
     if
      local.get $11
      local.get $9
      v128.store32_lane 0
     end
     local.get $8
     i32.const 1
     i32.gt_s
     if
      local.get $11
      local.get $9
      v128.store32_lane offset=4 1
     end
     local.get $8
     i32.const 2
     i32.gt_s
     if
      local.get $11
      local.get $9
      v128.store32_lane offset=8 2
     end
    end
    local.get $11
    i32.const 16
    i32.add
    local.set $15
    local.get $8
    i32.const 4
    i32.sub
    local.tee $16
    i32.const 4
    i32.ge_s
    if
     local.get $15
     local.get $10
     v128.store
    else
     local.get $16
     i32.const 0
     i32.gt_s
     if
      local.get $15
      local.get $10
      v128.store32_lane 0
     end
     local.get $16
     i32.const 1
     i32.gt_s
     if
      local.get $15
      local.get $10
      v128.store32_lane offset=4 1
     end
     local.get $16
     i32.const 2
     i32.gt_s
     if
      local.get $15
      local.get $10
      v128.store32_lane offset=8 2
     end
    end
    local.get $20
    f32x4.convert_i32x4_s
    local.get $26
    local.get $26
    i8x16.shuffle 4 5 6 7 4 5 6 7 4 5 6 7 4 5 6 7
    local.tee $10
    f32x4.mul
    local.set $9
    local.get $13
    f32x4.convert_i32x4_s
    local.get $10
    f32x4.mul
    local.set $13
    local.get $2
    if
     local.get $13
     local.get $2
     v128.load offset=16
     f32x4.mul
     local.set $13
     local.get $9
     local.get $2
     v128.load
     f32x4.mul
     local.set $9
    end
    local.get $5
    if
     local.get $9
     local.get $8
     i32.const 4
     i32.ge_s
     if (result v128)
      local.get $5
      v128.load
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if (result v128)
       local.get $5
       v128.load32_zero
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $9
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $5
       local.get $9
       v128.load32_lane offset=4 1
       local.set $9
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if (result v128)
       local.get $5
       local.get $9
       v128.load32_lane offset=8 2
      else
       local.get $9
      end
     end
     f32x4.add
     local.set $9
     local.get $5
     i32.const 16
     i32.add
     local.set $15
     local.get $13
     local.get $8
     i32.const 4
     i32.sub
     local.tee $16
     i32.const 4
     i32.ge_s
     if (result v128)
      local.get $15
      v128.load
     else
      local.get $16
      i32.const 0
      i32.gt_s
      if (result v128)
       local.get $15
       v128.load32_zero
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $10
      local.get $16
      i32.const 1
      i32.gt_s
      if
       local.get $15
       local.get $10
       v128.load32_lane offset=4 1
       local.set $10
      end
      local.get $16
      i32.const 2
      i32.gt_s
      if (result v128)
       local.get $15
       local.get $10
       v128.load32_lane offset=8 2
      else
       local.get $10
      end
     end
     f32x4.add
     local.set $13
    end
    local.get $7
    local.get $11
    i32.add
    local.set $15
    local.get $8
    i32.const 4
    i32.ge_s
    if
     local.get $15
     local.get $9
     v128.store
    else
     local.get $8
     i32.const 0
     i32.gt_s
     if
      local.get $15
      local.get $9
      v128.store32_lane 0
     end
     local.get $8
     i32.const 1
     i32.gt_s
     if
      local.get $15
      local.get $9
      v128.store32_lane offset=4 1
     end
     local.get $8
     i32.const 2
     i32.gt_s
     if
      local.get $15
      local.get $9
      v128.store32_lane offset=8 2
     end
    end
    local.get $15
    i32.const 16
    i32.add
    local.set $15
    local.get $8
    i32.const 4
    i32.sub
    local.tee $16
    i32.const 4
    i32.ge_s
    if
     local.get $15
     local.get $13
     v128.store
    else
     local.get $16
     i32.const 0
     i32.gt_s
     if
      local.get $15
      local.get $13
      v128.store32_lane 0
     end
     local.get $16
     i32.const 1
     i32.gt_s
     if
      local.get $15
      local.get $13
      v128.store32_lane offset=4 1
     end
     local.get $16
     i32.const 2
     i32.gt_s
     if
      local.get $15
      local.get $13
      v128.store32_lane offset=8 2
     end
    end
    local.get $21
    f32x4.convert_i32x4_s
    local.get $26
    local.get $26
    i8x16.shuffle 8 9 10 11 8 9 10 11 8 9 10 11 8 9 10 11
    local.tee $10
    f32x4.mul
    local.set $9
    local.get $14
    f32x4.convert_i32x4_s
    local.get $10
    f32x4.mul
    local.set $14
    local.get $2
    if
     local.get $14
     local.get $2
     v128.load offset=16
     f32x4.mul
     local.set $14
     local.get $9
     local.get $2
     v128.load
     f32x4.mul
     local.set $9
    end
    local.get $5
    if
     local.get $9
     local.get $8
     i32.const 4
     i32.ge_s
     if (result v128)
      local.get $5
      v128.load
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if (result v128)
       local.get $5
       v128.load32_zero
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $9
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $5
       local.get $9
       v128.load32_lane offset=4 1
       local.set $9
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if (result v128)
       local.get $5
       local.get $9
       v128.load32_lane offset=8 2
      else
       local.get $9
      end
     end
     f32x4.add
     local.set $9
     local.get $5
     i32.const 16
     i32.add
     local.set $15
     local.get $14
     local.get $8
     i32.const 4
     i32.sub
     local.tee $16
     i32.const 4
     i32.ge_s
     if (result v128)
      local.get $15
      v128.load
     else
      local.get $16
      i32.const 0
      i32.gt_s
      if (result v128)
       local.get $15
       v128.load32_zero
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $10
      local.get $16
      i32.const 1
      i32.gt_s
      if
       local.get $15
       local.get $10
       v128.load32_lane offset=4 1
       local.set $10
      end
      local.get $16
      i32.const 2
      i32.gt_s
      if (result v128)
       local.get $15
       local.get $10
       v128.load32_lane offset=8 2
      else
       local.get $10
      end
     end
     f32x4.add
     local.set $14
    end
    local.get $11
    local.get $7
    i32.const 1
    i32.shl
    i32.add
    local.set $15
    local.get $8
    i32.const 4
    i32.ge_s
    if
     local.get $15
     local.get $9
     v128.store
    else
     local.get $8
     i32.const 0
     i32.gt_s
     if
      local.get $15
      local.get $9
      v128.store32_lane 0
     end
     local.get $8
     i32.const 1
     i32.gt_s
     if
      local.get $15
      local.get $9
      v128.store32_lane offset=4 1
     end
     local.get $8
     i32.const 2
     i32.gt_s
     if
      local.get $15
      local.get $9
      v128.store32_lane offset=8 2
     end
    end
    local.get $15
    i32.const 16
    i32.add
    local.set $15
    local.get $8
    i32.const 4
    i32.sub
    local.tee $16
    i32.const 4
    i32.ge_s
    if
     local.get $15
     local.get $14
     v128.store
    else
     local.get $16
     i32.const 0
     i32.gt_s
     if
      local.get $15
      local.get $14
      v128.store32_lane 0
     end
     local.get $16
     i32.const 1
     i32.gt_s
     if
      local.get $15
      local.get $14
      v128.store32_lane offset=4 1
     end
     local.get $16
     i32.const 2
     i32.gt_s
     if
      local.get $15
      local.get $14
      v128.store32_lane offset=8 2
     end
    end
    local.get $22
    f32x4.convert_i32x4_s
    local.get $26
    local.get $26
    i8x16.shuffle 12 13 14 15 12 13 14 15 12 13 14 15 12 13 14 15
    local.tee $10
    f32x4.mul
    local.set $9
    local.get $23
    f32x4.convert_i32x4_s
    local.get $10
    f32x4.mul
    local.set $10
    local.get $2
    if
     local.get $10
     local.get $2
     v128.load offset=16
     f32x4.mul
     local.set $10
     local.get $9
     local.get $2
     v128.load
     f32x4.mul
     local.set $9
    end
    local.get $5
    if
     local.get $9
     local.get $8
     i32.const 4
     i32.ge_s
     if (result v128)
      local.get $5
      v128.load
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if (result v128)
       local.get $5
       v128.load32_zero
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $9
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $5
       local.get $9
       v128.load32_lane offset=4 1
       local.set $9
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if (result v128)
       local.get $5
       local.get $9
       v128.load32_lane offset=8 2
      else
       local.get $9
      end
     end
     f32x4.add
     local.set $9
     local.get $5
     i32.const 16
     i32.add
     local.set $15
     local.get $10
     local.get $8
     i32.const 4
     i32.sub
     local.tee $16
     i32.const 4
     i32.ge_s
     if (result v128)
      local.get $15
      v128.load
     else
      local.get $16
      i32.const 0
      i32.gt_s
      if (result v128)
       local.get $15
       v128.load32_zero
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $10
      local.get $16
      i32.const 1
      i32.gt_s
      if
       local.get $15
       local.get $10
       v128.load32_lane offset=4 1
       local.set $10
      end
      local.get $16
      i32.const 2
      i32.gt_s
      if (result v128)
       local.get $15
       local.get $10
       v128.load32_lane offset=8 2
      else
       local.get $10
      end
     end
     f32x4.add
     local.set $10
    end
    local.get $11
    local.get $7
    i32.const 3
    i32.mul
    i32.add
    local.set $11
    local.get $8
    i32.const 4
    i32.ge_s
    if
     local.get $11
     local.get $9
     v128.store
    else
     local.get $8
     i32.const 0
     i32.gt_s
     if
      local.get $11
      local.get $9
      v128.store32_lane 0
     end
     local.get $8
     i32.const 1
     i32.gt_s
     if
      local.get $11
      local.get $9
      v128.store32_lane offset=4 1
     end
     local.get $8
     i32.const 2
     i32.gt_s
     if
      local.get $11
      local.get $9
      v128.store32_lane offset=8 2
     end
    end
    local.get $11
    i32.const 16
    i32.add
    local.set $11
    local.get $8
    i32.const 4
    i32.sub
    local.tee $15
    i32.const 4
    i32.ge_s
    if
     local.get $11
     local.get $10
     v128.store
    else
     local.get $15
     i32.const 0
     i32.gt_s
     if
      local.get $11
      local.get $10
      v128.store32_lane 0
     end
     local.get $15
     i32.const 1
     i32.gt_s
     if
      local.get $11
      local.get $10
      v128.store32_lane offset=4 1
     end
     local.get $15
     i32.const 2
     i32.gt_s
     if
      local.get $11
      local.get $10
      v128.store32_lane offset=8 2
     end
    end
    local.get $19
    i32.const 4
    i32.add
    local.set $19
    br $for-loop|2
   end
  end
 )
 (func $assembly/kronecker-i16/round (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32)
  (local $8 i32)
  (local $9 i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 v128)
  (local $13 i32)
  (local $14 f32)
  (local $15 f32)
  local.get $2
  i32.const 7
  i32.add
  i32.const -8
  i32.and
  i32.const 1
  i32.shl
  local.set $13
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $3
    if (result i32)
     local.get $0
     local.set $10
     local.get $3
     local.set $11
     local.get $2
     local.set $8
     local.get $4
     local.set $9
     loop $for-loop|00
      local.get $8
      i32.const 0
      i32.gt_s
      if
       local.get $8
       i32.const 4
       i32.ge_s
       if (result v128)
        local.get $10
        v128.load
       else
        local.get $8
        i32.const 0
        i32.gt_s
        if (result v128)
         local.get $10
         v128.load32_zero
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $12
        local.get $8
        i32.const 1
        i32.gt_s
        if
         local.get $10
         local.get $12
         v128.load32_lane offset=4 1
         local.set $12
        end
        local.get $8
        i32.const 2
        i32.gt_s
        if (result v128)
         local.get $10
         local.get $12
         v128.load32_lane offset=8 2
        else
         local.get $12
        end
       end
       local.get $8
       i32.const 4
       i32.ge_s
       if (result v128)
        local.get $11
        v128.load
       else
        local.get $8
        i32.const 0
        i32.gt_s
        if (result v128)
         local.get $11
         v128.load32_zero
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $12
        local.get $8
        i32.const 1
        i32.gt_s
        if
         local.get $11
         local.get $12
         v128.load32_lane offset=4 1
         local.set $12
        end
        local.get $8
        i32.const 2
        i32.gt_s
        if (result v128)
         local.get $11
         local.get $12
         v128.load32_lane offset=8 2
        else
         local.get $12
        end
       end
       f32x4.mul
       local.set $12
       local.get $8
       i32.const 4
       i32.ge_s
       if
        local.get $9
        local.get $12
        v128.store
       else
        local.get $8
        i32.const 0
        i32.gt_s
        if
         local.get $9
         local.get $12
         v128.store32_lane 0
        end
        local.get $8
        i32.const 1
        i32.gt_s
        if
         local.get $9
         local.get $12
         v128.store32_lane offset=4 1
        end
        local.get $8
        i32.const 2
        i32.gt_s
        if
         local.get $9
         local.get $12
         v128.store32_lane offset=8 2
        end
       end
       local.get $10
       i32.const 16
       i32.add
       local.set $10
       local.get $11
       i32.const 16
       i32.add
       local.set $11
       local.get $9
       i32.const 16
       i32.add
       local.set $9
       local.get $8
       i32.const 4
       i32.sub
       local.set $8
       br $for-loop|00
      end
     end
     local.get $4
    else
     local.get $0
    end
    local.tee $8
    local.get $2
    i32.const 2147483647
    local.get $2
    i32.const 7
    i32.shl
    i32.div_s
    f32.convert_i32_s
    f32.const 32767
    f32.min
    local.tee $14
    local.get $8
    i32.const 0
    i32.const 1
    local.get $2
    call $assembly/shorts/largestSize
    local.tee $15
    f32.div
    local.get $5
    call $assembly/shorts/shortsOfRow
    local.get $6
    local.get $15
    local.get $14
    f32.div
    f32.store
    local.get $0
    local.get $2
    i32.const 2
    i32.shl
    i32.add
    local.set $0
    local.get $5
    local.get $7
    local.get $13
    i32.mul
    i32.add
    local.set $5
    local.get $6
    local.get $7
    i32.const 2
    i32.shl
    i32.add
    local.set $6
    local.get $1
    i32.const 1
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/shorts/shortsOfRow (param $0 i32) (param $1 i32) (param $2 f32) (param $3 i32)
  (local $4 v128)
  (local $5 v128)
  (local $6 i32)
  (local $7 i32)
  (local $8 v128)
  v128.const i32x4 0x4b400000 0x4b400000 0x4b400000 0x4b400000
  local.get $1
  i32.const 31
  i32.shr_u
  i32x4.splat
  v128.or
  local.set $5
  local.get $2
  f32x4.splat
  local.set $8
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $0
    i32.const 16
    i32.add
    local.set $6
    local.get $3
    local.get $1
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $0
     v128.load
    else
     local.get $1
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $0
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $4
     local.get $1
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $4
      v128.load32_lane offset=4 1
      local.set $4
     end
     local.get $1
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $0
      local.get $4
      v128.load32_lane offset=8 2
     else
      local.get $4
     end
    end
    local.get $8
    f32x4.mul
    local.get $5
    f32x4.add
    local.get $5
    i32x4.sub
    local.get $1
    i32.const 4
    i32.sub
    local.tee $7
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $6
     v128.load
    else
     local.get $7
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $6
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $4
     local.get $7
     i32.const 1
     i32.gt_s
     if
      local.get $6
      local.get $4
      v128.load32_lane offset=4 1
      local.set $4
     end
     local.get $7
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $6
      local.get $4
      v128.load32_lane offset=8 2
     else
      local.get $4
     end
    end
    local.get $8
    f32x4.mul
    local.get $5
    f32x4.add
    local.get $5
    i32x4.sub
    i16x8.narrow_i32x4_s
    v128.store
    local.get $0
    i32.const 32
    i32.add
    local.set $0
    local.get $3
    i32.const 16
    i32.add
    local.set $3
    local.get $1
    i32.const 8
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/quantise-rows/quantise (param $0 i32) (param $1 i32) (param $2 f32) (param $3 f32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (result i32)
  (local $8 i32)
  (local $9 v128)
  (local $10 v128)
  (local $11 i32)
  (local $12 v128)
  (local $13 v128)
  (local $14 v128)
  (local $15 v128)
  (local $16 v128)
  (local $17 v128)
  (local $18 f32)
  (local $19 v128)
  f32.const 127
  local.get $3
  local.get $2
  f32.sub
  f32.const 9.999999717180685e-10
  f32.max
  local.tee $18
  f32.div
  local.set $3
  local.get $6
  local.get $2
  f32.store
  local.get $5
  local.get $18
  f32.const 127
  f32.div
  f32.store
  local.get $2
  f32x4.splat
  local.set $12
  local.get $3
  f32x4.splat
  local.set $13
  v128.const i32x4 0x4b400000 0x4b400000 0x4b400000 0x4b400000
  local.get $1
  i32.const 31
  i32.shr_u
  i32x4.splat
  local.tee $9
  v128.or
  local.set $10
  v128.const i32x4 0x0000007f 0x0000007f 0x0000007f 0x0000007f
  local.get $9
  v128.or
  local.set $16
  v128.const i32x4 0x7f7f7f7f 0x7f7f7f7f 0x7f7f7f7f 0x7f7f7f7f
  local.get $9
  v128.or
  local.set $17
  loop $for-loop|0
   local.get $11
   i32.const 16
   i32.add
   local.get $1
   i32.le_s
   if
    local.get $4
    local.get $0
    v128.load
    local.get $12
    f32x4.sub
    local.get $13
    f32x4.mul
    local.get $10
    f32x4.add
    local.get $10
    i32x4.sub
    local.tee $19
    local.get $0
    v128.load offset=16
    local.get $12
    f32x4.sub
    local.get $13
    f32x4.mul
    local.get $10
    f32x4.add
    local.get $10
    i32x4.sub
    local.tee $9
    i16x8.narrow_i32x4_s
    local.get $0
    v128.load offset=32
    local.get $12
    f32x4.sub
    local.get $13
    f32x4.mul
    local.get $10
    f32x4.add
    local.get $10
    i32x4.sub
    local.tee $14
    local.get $0
    v128.load offset=48
    local.get $12
    f32x4.sub
    local.get $13
    f32x4.mul
    local.get $10
    f32x4.add
    local.get $10
    i32x4.sub
    local.tee $15
    i16x8.narrow_i32x4_s
    i8x16.narrow_i16x8_u
    local.get $17
    i8x16.min_u
    v128.store
    local.get $19
    local.get $16
    i32x4.gt_u
    i32x4.bitmask
    local.get $9
    local.get $16
    i32x4.gt_u
    i32x4.bitmask
    i32.const 4
    i32.shl
    i32.or
    local.get $14
    local.get $16
    i32x4.gt_u
    i32x4.bitmask
    i32.const 8
    i32.shl
    i32.or
    local.get $15
    local.get $16
    i32x4.gt_u
    i32x4.bitmask
    i32.const 12
    i32.shl
    i32.or
    local.tee $5
    if
     local.get $0
     local.get $11
     local.get $5
     local.get $2
     local.get $3
     local.get $7
     local.get $8
     local.get $1
     i32.const 3
     i32.shr_s
     i32.const 4
     i32.add
     call $assembly/outliers/keepOutliers
     local.set $8
    end
    local.get $0
    i32.const -64
    i32.sub
    local.set $0
    local.get $4
    i32.const 16
    i32.add
    local.set $4
    local.get $11
    i32.const 16
    i32.add
    local.set $11
    br $for-loop|0
   end
  end
  local.get $1
  local.get $11
  i32.gt_s
  if
   local.get $0
   local.get $11
   i32.const 1
   local.get $1
   local.get $11
   i32.sub
   i32.shl
   i32.const 1
   i32.sub
   local.get $2
   local.get $3
   local.get $7
   local.get $8
   local.get $1
   i32.const 3
   i32.shr_s
   i32.const 4
   i32.add
   call $assembly/outliers/keepOutliers
   local.set $8
  end
  loop $for-loop|1
   local.get $1
   local.get $11
   i32.gt_s
   if
    local.get $1
    local.get $11
    i32.sub
    local.tee $5
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $0
     v128.load
    else
     local.get $5
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $0
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $9
     local.get $5
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $9
      v128.load32_lane offset=4 1
      local.set $9
     end
     local.get $5
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $0
      local.get $9
      v128.load32_lane offset=8 2
     else
      local.get $9
     end
    end
    local.get $12
    f32x4.sub
    local.get $13
    f32x4.mul
    local.get $10
    f32x4.add
    local.get $10
    i32x4.sub
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    i16x8.narrow_i32x4_s
    local.tee $9
    local.get $9
    i8x16.narrow_i16x8_u
    local.get $17
    i8x16.min_u
    i32x4.extract_lane 0
    local.set $6
    local.get $4
    local.get $5
    i32.const 4
    i32.lt_s
    if (result i32)
     i32.const 1
     local.get $5
     i32.const 3
     i32.shl
     i32.shl
     i32.const 1
     i32.sub
    else
     i32.const -1
    end
    local.get $6
    i32.and
    i32.store
    local.get $0
    i32.const 16
    i32.add
    local.set $0
    local.get $4
    i32.const 4
    i32.add
    local.set $4
    local.get $11
    i32.const 4
    i32.add
    local.set $11
    br $for-loop|1
   end
  end
  local.get $7
  local.get $8
  i32.const 0
  local.get $8
  i32.const -1
  i32.ne
  local.tee $0
  select
  i32.store
  local.get $0
 )
 (func $assembly/outliers/keepOutliers (param $0 i32) (param $1 i32) (param $2 i32) (param $3 f32) (param $4 f32) (param $5 i32) (param $6 i32) (param $7 i32) (result i32)
  (local $8 f32)
  (local $9 i32)
  (local $10 i32)
  local.get $6
  i32.const -1
  i32.eq
  if
   i32.const -1
   return
  end
  loop $for-loop|0
   local.get $2
   if
    local.get $2
    i32.ctz
    local.tee $10
    local.get $1
    i32.add
    local.set $9
    local.get $0
    local.get $10
    i32.const 2
    i32.shl
    i32.add
    f32.load
    local.get $3
    f32.sub
    local.get $4
    f32.mul
    f32.nearest
    local.tee $8
    f32.const 127
    f32.le
    local.get $8
    f32.const 0
    f32.ge
    i32.and
    i32.eqz
    if
     local.get $8
     f32.abs
     f32.const 8191
     f32.le
     i32.eqz
     local.get $6
     local.get $7
     i32.eq
     i32.or
     if
      i32.const -1
      return
     end
     local.get $5
     i32.const 4
     i32.add
     local.get $6
     i32.const 3
     i32.shl
     i32.add
     local.tee $10
     i32.const 24
     local.get $9
     i32.const 3
     i32.and
     i32.const 3
     i32.shl
     i32.sub
     local.get $9
     i32.const 2
     i32.shr_s
     i32.const 5
     i32.shl
     i32.or
     i32.store
     local.get $10
     local.get $8
     local.get $8
     f32.const -127
     f32.add
     local.get $8
     f32.const 0
     f32.lt
     select
     i32.trunc_sat_f32_s
     i32.store offset=4
     local.get $6
     i32.const 1
     i32.add
     local.set $6
    end
    local.get $2
    local.get $2
    i32.const 1
    i32.sub
    i32.and
    local.set $2
    br $for-loop|0
   end
  end
  local.get $6
 )
 (func $assembly/kronecker-small-b/rowsAsColumns (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32)
  (local $5 v128)
  (local $6 i32)
  (local $7 i32)
  (local $8 f32)
  (local $9 v128)
  (local $10 v128)
  local.get $2
  i32.const 8
  i32.eq
  local.get $1
  i32.const 2
  i32.eq
  i32.and
  if
   local.get $0
   v128.load
   local.tee $5
   local.get $0
   v128.load offset=32
   local.tee $9
   i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
   local.set $10
   local.get $5
   local.get $9
   i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
   local.set $5
   local.get $4
   local.get $3
   if (result v128)
    local.get $10
    local.get $3
    v128.load
    f32x4.add
   else
    local.get $10
   end
   v128.store
   local.get $4
   local.get $3
   if (result v128)
    local.get $5
    local.get $3
    v128.load offset=16
    f32x4.add
   else
    local.get $5
   end
   v128.store offset=16
   local.get $0
   v128.load offset=16
   local.tee $5
   local.get $0
   v128.load offset=48
   local.tee $9
   i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
   local.set $10
   local.get $5
   local.get $9
   i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
   local.set $5
   local.get $4
   local.get $3
   i32.const 32
   i32.add
   i32.const 0
   local.get $3
   select
   local.tee $0
   if (result v128)
    local.get $10
    local.get $0
    v128.load
    f32x4.add
   else
    local.get $10
   end
   v128.store offset=32
   local.get $4
   local.get $0
   if (result v128)
    local.get $5
    local.get $0
    v128.load offset=16
    f32x4.add
   else
    local.get $5
   end
   v128.store offset=48
   return
  end
  loop $for-loop|0
   local.get $2
   local.get $7
   i32.gt_s
   if
    i32.const 0
    local.set $6
    loop $for-loop|1
     local.get $1
     local.get $6
     i32.gt_s
     if
      local.get $0
      local.get $6
      i32.const 3
      i32.shl
      local.get $7
      i32.add
      i32.const 2
      i32.shl
      i32.add
      f32.load
      local.set $8
      local.get $4
      local.get $3
      if (result f32)
       local.get $8
       local.get $3
       f32.load
       f32.add
      else
       local.get $8
      end
      f32.store
      local.get $4
      i32.const 4
      i32.add
      local.set $4
      local.get $3
      i32.const 4
      i32.add
      local.get $3
      local.get $3
      select
      local.set $3
      local.get $6
      i32.const 1
      i32.add
      local.set $6
      br $for-loop|1
     end
    end
    local.get $7
    i32.const 1
    i32.add
    local.set $7
    br $for-loop|0
   end
  end
 )
 (func $assembly/kronecker-small-b/columnsAsRows (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32)
  (local $7 i32)
  (local $8 v128)
  (local $9 i32)
  (local $10 v128)
  (local $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 v128)
  (local $17 v128)
  (local $18 v128)
  (local $19 v128)
  (local $20 i32)
  (local $21 i32)
  (local $22 i32)
  (local $23 i32)
  (local $24 i32)
  local.get $4
  i32.const 2
  i32.shl
  local.set $11
  local.get $2
  local.get $5
  i32.mul
  i32.const 2
  i32.shl
  local.set $21
  loop $for-loop|0
   local.get $5
   local.get $15
   i32.gt_s
   if
    i32.const 0
    local.set $14
    loop $for-loop|1
     local.get $3
     local.get $14
     i32.gt_s
     if
      local.get $1
      local.get $3
      local.get $15
      i32.mul
      local.get $14
      i32.add
      local.get $11
      i32.mul
      i32.add
      local.set $20
      local.get $0
      local.set $7
      local.get $6
      local.get $14
      local.get $21
      i32.mul
      i32.add
      local.get $2
      local.get $15
      i32.mul
      i32.const 2
      i32.shl
      i32.add
      local.set $12
      i32.const 0
      local.set $13
      loop $for-loop|2
       local.get $13
       i32.const 4
       i32.add
       local.get $2
       i32.le_s
       if
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.set $10
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.set $16
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.set $17
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.set $18
        i32.const 0
        local.set $9
        loop $for-loop|3
         local.get $4
         local.get $9
         i32.gt_s
         if
          local.get $9
          i32.const 2
          i32.shl
          local.tee $22
          local.get $7
          i32.add
          local.set $23
          local.get $20
          local.get $22
          i32.add
          local.set $22
          local.get $4
          local.get $9
          i32.sub
          local.tee $24
          i32.const 4
          i32.ge_s
          if (result v128)
           local.get $22
           v128.load
          else
           local.get $24
           i32.const 0
           i32.gt_s
           if (result v128)
            local.get $22
            v128.load32_zero
           else
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
           end
           local.set $8
           local.get $24
           i32.const 1
           i32.gt_s
           if
            local.get $22
            local.get $8
            v128.load32_lane offset=4 1
            local.set $8
           end
           local.get $24
           i32.const 2
           i32.gt_s
           if (result v128)
            local.get $22
            local.get $8
            v128.load32_lane offset=8 2
           else
            local.get $8
           end
          end
          local.set $19
          local.get $10
          local.get $4
          local.get $9
          i32.sub
          local.tee $22
          i32.const 4
          i32.ge_s
          if (result v128)
           local.get $23
           v128.load
          else
           local.get $22
           i32.const 0
           i32.gt_s
           if (result v128)
            local.get $23
            v128.load32_zero
           else
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
           end
           local.set $8
           local.get $22
           i32.const 1
           i32.gt_s
           if
            local.get $23
            local.get $8
            v128.load32_lane offset=4 1
            local.set $8
           end
           local.get $22
           i32.const 2
           i32.gt_s
           if (result v128)
            local.get $23
            local.get $8
            v128.load32_lane offset=8 2
           else
            local.get $8
           end
          end
          local.get $19
          f32x4.mul
          f32x4.add
          local.set $10
          local.get $11
          local.get $23
          i32.add
          local.set $22
          local.get $16
          local.get $4
          local.get $9
          i32.sub
          local.tee $24
          i32.const 4
          i32.ge_s
          if (result v128)
           local.get $22
           v128.load
          else
           local.get $24
           i32.const 0
           i32.gt_s
           if (result v128)
            local.get $22
            v128.load32_zero
           else
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
           end
           local.set $8
           local.get $24
           i32.const 1
           i32.gt_s
           if
            local.get $22
            local.get $8
            v128.load32_lane offset=4 1
            local.set $8
           end
           local.get $24
           i32.const 2
           i32.gt_s
           if (result v128)
            local.get $22
            local.get $8
            v128.load32_lane offset=8 2
           else
            local.get $8
           end
          end
          local.get $19
          f32x4.mul
          f32x4.add
          local.set $16
          local.get $23
          local.get $11
          i32.const 1
          i32.shl
          i32.add
          local.set $22
          local.get $17
          local.get $4
          local.get $9
          i32.sub
          local.tee $24
          i32.const 4
          i32.ge_s
          if (result v128)
           local.get $22
           v128.load
          else
           local.get $24
           i32.const 0
           i32.gt_s
           if (result v128)
            local.get $22
            v128.load32_zero
           else
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
           end
           local.set $8
           local.get $24
           i32.const 1
           i32.gt_s
           if
            local.get $22
            local.get $8
            v128.load32_lane offset=4 1
            local.set $8
           end
           local.get $24
           i32.const 2
           i32.gt_s
           if (result v128)
            local.get $22
            local.get $8
            v128.load32_lane offset=8 2
           else
            local.get $8
           end
          end
          local.get $19
          f32x4.mul
          f32x4.add
          local.set $17
          local.get $23
          local.get $11
          i32.const 3
          i32.mul
          i32.add
          local.set $22
          local.get $18
          local.get $4
          local.get $9
          i32.sub
          local.tee $23
          i32.const 4
          i32.ge_s
          if (result v128)
           local.get $22
           v128.load
          else
           local.get $23
           i32.const 0
           i32.gt_s
           if (result v128)
            local.get $22
            v128.load32_zero
           else
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
           end
           local.set $8
           local.get $23
           i32.const 1
           i32.gt_s
           if
            local.get $22
            local.get $8
            v128.load32_lane offset=4 1
            local.set $8
           end
           local.get $23
           i32.const 2
           i32.gt_s
           if (result v128)
            local.get $22
            local.get $8
            v128.load32_lane offset=8 2
           else
            local.get $8
           end
          end
          local.get $19
          f32x4.mul
          f32x4.add
          local.set $18
          local.get $9
          i32.const 4
          i32.add
          local.set $9
          br $for-loop|3
         end
        end
        local.get $12
        local.get $10
        local.get $16
        i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
        local.get $10
        local.get $16
        i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
        f32x4.add
        local.tee $8
        local.get $17
        local.get $18
        i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
        local.get $17
        local.get $18
        i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
        f32x4.add
        local.tee $10
        i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
        local.get $8
        local.get $10
        i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
        f32x4.add
        v128.store
        local.get $7
        local.get $11
        i32.const 2
        i32.shl
        i32.add
        local.set $7
        local.get $12
        i32.const 16
        i32.add
        local.set $12
        local.get $13
        i32.const 4
        i32.add
        local.set $13
        br $for-loop|2
       end
      end
      loop $for-loop|4
       local.get $2
       local.get $13
       i32.gt_s
       if
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.set $10
        i32.const 0
        local.set $9
        loop $for-loop|5
         local.get $4
         local.get $9
         i32.gt_s
         if
          local.get $9
          i32.const 2
          i32.shl
          local.tee $22
          local.get $7
          i32.add
          local.set $23
          local.get $20
          local.get $22
          i32.add
          local.set $22
          local.get $10
          local.get $4
          local.get $9
          i32.sub
          local.tee $24
          i32.const 4
          i32.ge_s
          if (result v128)
           local.get $23
           v128.load
          else
           local.get $24
           i32.const 0
           i32.gt_s
           if (result v128)
            local.get $23
            v128.load32_zero
           else
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
           end
           local.set $8
           local.get $24
           i32.const 1
           i32.gt_s
           if
            local.get $23
            local.get $8
            v128.load32_lane offset=4 1
            local.set $8
           end
           local.get $24
           i32.const 2
           i32.gt_s
           if (result v128)
            local.get $23
            local.get $8
            v128.load32_lane offset=8 2
           else
            local.get $8
           end
          end
          local.get $4
          local.get $9
          i32.sub
          local.tee $23
          i32.const 4
          i32.ge_s
          if (result v128)
           local.get $22
           v128.load
          else
           local.get $23
           i32.const 0
           i32.gt_s
           if (result v128)
            local.get $22
            v128.load32_zero
           else
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
           end
           local.set $8
           local.get $23
           i32.const 1
           i32.gt_s
           if
            local.get $22
            local.get $8
            v128.load32_lane offset=4 1
            local.set $8
           end
           local.get $23
           i32.const 2
           i32.gt_s
           if (result v128)
            local.get $22
            local.get $8
            v128.load32_lane offset=8 2
           else
            local.get $8
           end
          end
          f32x4.mul
          f32x4.add
          local.set $10
          local.get $9
          i32.const 4
          i32.add
          local.set $9
          br $for-loop|5
         end
        end
        local.get $12
        local.get $10
        local.get $10
        local.get $10
        i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
        f32x4.add
        local.tee $8
        f32x4.extract_lane 0
        local.get $8
        f32x4.extract_lane 1
        f32.add
        f32.store
        local.get $7
        local.get $11
        i32.add
        local.set $7
        local.get $12
        i32.const 4
        i32.add
        local.set $12
        local.get $13
        i32.const 1
        i32.add
        local.set $13
        br $for-loop|4
       end
      end
      local.get $14
      i32.const 1
      i32.add
      local.set $14
      br $for-loop|1
     end
    end
    local.get $15
    i32.const 1
    i32.add
    local.set $15
    br $for-loop|0
   end
  end
 )
 (func $assembly/kronecker-b-first/widen (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32)
  (local $10 v128)
  (local $11 i32)
  (local $12 v128)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 v128)
  (local $18 i32)
  local.get $5
  i32.const 2
  i32.shl
  local.set $16
  loop $for-loop|0
   local.get $3
   local.get $13
   i32.gt_s
   if
    local.get $7
    if (result v128)
     local.get $9
     i32.const 4
     i32.ge_s
     if (result v128)
      local.get $7
      v128.load
     else
      local.get $9
      i32.const 0
      i32.gt_s
      if (result v128)
       local.get $7
       v128.load32_zero
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $10
      local.get $9
      i32.const 1
      i32.gt_s
      if
       local.get $7
       local.get $10
       v128.load32_lane offset=4 1
       local.set $10
      end
      local.get $9
      i32.const 2
      i32.gt_s
      if (result v128)
       local.get $7
       local.get $10
       v128.load32_lane offset=8 2
      else
       local.get $10
      end
     end
    else
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    end
    local.set $12
    local.get $7
    if (result v128)
     local.get $7
     i32.const 16
     i32.add
     local.set $5
     local.get $9
     i32.const 4
     i32.sub
     local.tee $11
     i32.const 4
     i32.ge_s
     if (result v128)
      local.get $5
      v128.load
     else
      local.get $11
      i32.const 0
      i32.gt_s
      if (result v128)
       local.get $5
       v128.load32_zero
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $10
      local.get $11
      i32.const 1
      i32.gt_s
      if
       local.get $5
       local.get $10
       v128.load32_lane offset=4 1
       local.set $10
      end
      local.get $11
      i32.const 2
      i32.gt_s
      if (result v128)
       local.get $5
       local.get $10
       v128.load32_lane offset=8 2
      else
       local.get $10
      end
     end
    else
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    end
    local.set $10
    local.get $0
    local.set $5
    local.get $2
    local.get $4
    local.get $13
    i32.mul
    i32.const 2
    i32.shl
    i32.add
    local.set $14
    i32.const 0
    local.set $15
    loop $for-loop|1
     local.get $6
     local.get $15
     i32.gt_s
     if
      i32.const 0
      local.set $11
      loop $for-loop|2
       local.get $4
       local.get $11
       i32.gt_u
       if
        local.get $12
        local.get $14
        local.get $11
        i32.const 2
        i32.shl
        i32.add
        v128.load32_splat
        local.tee $17
        local.get $5
        local.get $11
        i32.const 5
        i32.shl
        i32.add
        local.tee $18
        v128.load
        f32x4.mul
        f32x4.add
        local.set $12
        local.get $10
        local.get $17
        local.get $18
        v128.load offset=16
        f32x4.mul
        f32x4.add
        local.set $10
        local.get $11
        i32.const 1
        i32.add
        local.set $11
        br $for-loop|2
       end
      end
      local.get $1
      local.get $5
      i32.add
      local.set $5
      local.get $14
      local.get $3
      local.get $4
      i32.mul
      i32.const 2
      i32.shl
      i32.add
      local.set $14
      local.get $15
      i32.const 1
      i32.add
      local.set $15
      br $for-loop|1
     end
    end
    local.get $9
    i32.const 4
    i32.ge_s
    if
     local.get $8
     local.get $12
     v128.store
    else
     local.get $9
     i32.const 0
     i32.gt_s
     if
      local.get $8
      local.get $12
      v128.store32_lane 0
     end
     local.get $9
     i32.const 1
     i32.gt_s
     if
      local.get $8
      local.get $12
      v128.store32_lane offset=4 1
     end
     local.get $9
     i32.const 2
     i32.gt_s
     if
      local.get $8
      local.get $12
      v128.store32_lane offset=8 2
     end
    end
    local.get $8
    i32.const 16
    i32.add
    local.set $5
    local.get $9
    i32.const 4
    i32.sub
    local.tee $11
    i32.const 4
    i32.ge_s
    if
     local.get $5
     local.get $10
     v128.store
    else
     local.get $11
     i32.const 0
     i32.gt_s
     if
      local.get $5
      local.get $10
      v128.store32_lane 0
     end
     local.get $11
     i32.const 1
     i32.gt_s
     if
      local.get $5
      local.get $10
      v128.store32_lane offset=4 1
     end
     local.get $11
     i32.const 2
     i32.gt_s
     if
      local.get $5
      local.get $10
      v128.store32_lane offset=8 2
     end
    end
    local.get $8
    local.get $16
    i32.add
    local.set $8
    local.get $7
    local.get $16
    i32.add
    local.get $7
    local.get $7
    select
    local.set $7
    local.get $13
    i32.const 1
    i32.add
    local.set $13
    br $for-loop|0
   end
  end
 )
 (func $assembly/kronecker-a-first/narrow (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32)
  (local $7 i32)
  (local $8 i32)
  (local $9 i32)
  (local $10 v128)
  (local $11 i32)
  (local $12 i32)
  (local $13 v128)
  (local $14 v128)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 i32)
  (local $20 i32)
  (local $21 i32)
  (local $22 v128)
  local.get $4
  i32.const 2
  i32.shl
  local.set $19
  local.get $4
  local.get $5
  i32.mul
  i32.const 2
  i32.shl
  local.set $20
  loop $for-loop|0
   local.get $5
   local.get $16
   i32.gt_s
   if
    i32.const 0
    local.set $15
    loop $for-loop|1
     local.get $2
     local.get $15
     i32.gt_s
     if
      local.get $1
      local.get $2
      local.get $16
      i32.mul
      local.get $15
      i32.add
      local.get $3
      i32.mul
      i32.const 2
      i32.shl
      i32.add
      local.set $21
      local.get $6
      local.get $15
      local.get $20
      i32.mul
      i32.add
      local.get $16
      local.get $19
      i32.mul
      i32.add
      local.set $12
      local.get $0
      local.set $7
      local.get $4
      local.set $8
      loop $for-loop|2
       local.get $8
       i32.const 0
       i32.gt_s
       if
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.set $13
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.set $14
        local.get $7
        local.set $9
        i32.const 0
        local.set $11
        loop $for-loop|3
         local.get $3
         local.get $11
         i32.gt_u
         if
          local.get $13
          local.get $21
          local.get $11
          i32.const 2
          i32.shl
          i32.add
          v128.load32_splat
          local.tee $22
          local.get $8
          i32.const 4
          i32.ge_s
          if (result v128)
           local.get $9
           v128.load
          else
           local.get $8
           i32.const 0
           i32.gt_s
           if (result v128)
            local.get $9
            v128.load32_zero
           else
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
           end
           local.set $10
           local.get $8
           i32.const 1
           i32.gt_s
           if
            local.get $9
            local.get $10
            v128.load32_lane offset=4 1
            local.set $10
           end
           local.get $8
           i32.const 2
           i32.gt_s
           if (result v128)
            local.get $9
            local.get $10
            v128.load32_lane offset=8 2
           else
            local.get $10
           end
          end
          f32x4.mul
          f32x4.add
          local.set $13
          local.get $9
          i32.const 16
          i32.add
          local.set $17
          local.get $14
          local.get $22
          local.get $8
          i32.const 4
          i32.sub
          local.tee $18
          i32.const 4
          i32.ge_s
          if (result v128)
           local.get $17
           v128.load
          else
           local.get $18
           i32.const 0
           i32.gt_s
           if (result v128)
            local.get $17
            v128.load32_zero
           else
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
           end
           local.set $10
           local.get $18
           i32.const 1
           i32.gt_s
           if
            local.get $17
            local.get $10
            v128.load32_lane offset=4 1
            local.set $10
           end
           local.get $18
           i32.const 2
           i32.gt_s
           if (result v128)
            local.get $17
            local.get $10
            v128.load32_lane offset=8 2
           else
            local.get $10
           end
          end
          f32x4.mul
          f32x4.add
          local.set $14
          local.get $9
          local.get $19
          i32.add
          local.set $9
          local.get $11
          i32.const 1
          i32.add
          local.set $11
          br $for-loop|3
         end
        end
        local.get $8
        i32.const 4
        i32.ge_s
        if
         local.get $12
         local.get $13
         v128.store
        else
         local.get $8
         i32.const 0
         i32.gt_s
         if
          local.get $12
          local.get $13
          v128.store32_lane 0
         end
         local.get $8
         i32.const 1
         i32.gt_s
         if
          local.get $12
          local.get $13
          v128.store32_lane offset=4 1
         end
         local.get $8
         i32.const 2
         i32.gt_s
         if
          local.get $12
          local.get $13
          v128.store32_lane offset=8 2
         end
        end
        local.get $12
        i32.const 16
        i32.add
        local.set $9
        local.get $8
        i32.const 4
        i32.sub
        local.tee $11
        i32.const 4
        i32.ge_s
        if
         local.get $9
         local.get $14
         v128.store
        else
         local.get $11
         i32.const 0
         i32.gt_s
         if
          local.get $9
          local.get $14
          v128.store32_lane 0
         end
         local.get $11
         i32.const 1
         i32.gt_s
         if
          local.get $9
          local.get $14
          v128.store32_lane offset=4 1
         end
         local.get $11
         i32.const 2
         i32.gt_s
         if
          local.get $9
          local.get $14
          v128.store32_lane offset=8 2
         end
        end
        local.get $7
        i32.const 32
        i32.add
        local.set $7
        local.get $12
        i32.const 32
        i32.add
        local.set $12
        local.get $8
        i32.const 8
        i32.sub
        local.set $8
        br $for-loop|2
       end
      end
      local.get $15
      i32.const 1
      i32.add
      local.set $15
      br $for-loop|1
     end
    end
    local.get $16
    i32.const 1
    i32.add
    local.set $16
    br $for-loop|0
   end
  end
 )
 (func $assembly/attention/product (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32)
  (local $8 i32)
  (local $9 i32)
  (local $10 i32)
  (local $11 v128)
  (local $12 v128)
  (local $13 i32)
  (local $14 i32)
  (local $15 v128)
  (local $16 v128)
  (local $17 v128)
  (local $18 v128)
  (local $19 v128)
  (local $20 v128)
  (local $21 i32)
  (local $22 i32)
  (local $23 v128)
  (local $24 i32)
  (local $25 v128)
  (local $26 v128)
  loop $for-loop|0
   local.get $7
   local.get $22
   i32.gt_s
   if
    i32.const 8
    local.get $7
    local.get $22
    i32.sub
    local.tee $8
    local.get $8
    i32.const 8
    i32.gt_s
    select
    local.set $10
    local.get $2
    i32.const 4
    i32.eq
    if
     local.get $3
     local.set $9
     local.get $0
     local.tee $8
     local.get $1
     i32.add
     local.tee $21
     local.get $1
     i32.add
     local.tee $13
     local.get $1
     i32.add
     local.set $14
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $11
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $12
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $15
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $16
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $17
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $18
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $19
     v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     local.set $20
     local.get $8
     local.get $4
     i32.const 2
     i32.shl
     i32.add
     local.set $24
     loop $for-loop|1
      local.get $8
      local.get $24
      i32.lt_u
      if
       local.get $11
       local.get $8
       v128.load32_splat
       local.tee $25
       local.get $9
       v128.load
       local.tee $23
       f32x4.mul
       f32x4.add
       local.set $11
       local.get $12
       local.get $25
       local.get $9
       v128.load offset=16
       local.tee $25
       f32x4.mul
       f32x4.add
       local.set $12
       local.get $15
       local.get $21
       v128.load32_splat
       local.tee $26
       local.get $23
       f32x4.mul
       f32x4.add
       local.set $15
       local.get $16
       local.get $26
       local.get $25
       f32x4.mul
       f32x4.add
       local.set $16
       local.get $17
       local.get $13
       v128.load32_splat
       local.tee $26
       local.get $23
       f32x4.mul
       f32x4.add
       local.set $17
       local.get $18
       local.get $26
       local.get $25
       f32x4.mul
       f32x4.add
       local.set $18
       local.get $19
       local.get $14
       v128.load32_splat
       local.tee $26
       local.get $23
       f32x4.mul
       f32x4.add
       local.set $19
       local.get $20
       local.get $26
       local.get $25
       f32x4.mul
       f32x4.add
       local.set $20
       local.get $9
       i32.const 32
       i32.add
       local.set $9
       local.get $8
       i32.const 4
       i32.add
       local.set $8
       local.get $21
       i32.const 4
       i32.add
       local.set $21
       local.get $13
       i32.const 4
       i32.add
       local.set $13
       local.get $14
       i32.const 4
       i32.add
       local.set $14
       br $for-loop|1
      end
     end
     local.get $10
     i32.const 4
     i32.ge_s
     if
      local.get $5
      local.get $11
      v128.store
     else
      local.get $10
      i32.const 0
      i32.gt_s
      if
       local.get $5
       local.get $11
       v128.store32_lane 0
      end
      local.get $10
      i32.const 1
      i32.gt_s
      if
       local.get $5
       local.get $11
       v128.store32_lane offset=4 1
      end
      local.get $10
      i32.const 2
      i32.gt_s
      if
       local.get $5
       local.get $11
       v128.store32_lane offset=8 2
      end
     end
     local.get $5
     i32.const 16
     i32.add
     local.set $8
     local.get $10
     i32.const 4
     i32.sub
     local.tee $9
     i32.const 4
     i32.ge_s
     if
      local.get $8
      local.get $12
      v128.store
     else
      local.get $9
      i32.const 0
      i32.gt_s
      if
       local.get $8
       local.get $12
       v128.store32_lane 0
      end
      local.get $9
      i32.const 1
      i32.gt_s
      if
       local.get $8
       local.get $12
       v128.store32_lane offset=4 1
      end
      local.get $9
      i32.const 2
      i32.gt_s
      if
       local.get $8
       local.get $12
       v128.store32_lane offset=8 2
      end
     end
     local.get $5
     local.get $6
     i32.add
     local.set $8
     local.get $10
     i32.const 4
     i32.ge_s
     if
      local.get $8
      local.get $15
      v128.store
     else
      local.get $10
      i32.const 0
      i32.gt_s
      if
       local.get $8
       local.get $15
       v128.store32_lane 0
      end
      local.get $10
      i32.const 1
      i32.gt_s
      if
       local.get $8
       local.get $15
       v128.store32_lane offset=4 1
      end
      local.get $10
      i32.const 2
      i32.gt_s
      if
       local.get $8
       local.get $15
       v128.store32_lane offset=8 2
      end
     end
     local.get $8
     i32.const 16
     i32.add
     local.set $8
     local.get $10
     i32.const 4
     i32.sub
     local.tee $9
     i32.const 4
     i32.ge_s
     if
      local.get $8
      local.get $16
      v128.store
     else
      local.get $9
      i32.const 0
      i32.gt_s
      if
       local.get $8
       local.get $16
       v128.store32_lane 0
      end
      local.get $9
      i32.const 1
      i32.gt_s
      if
       local.get $8
       local.get $16
       v128.store32_lane offset=4 1
      end
      local.get $9
      i32.const 2
      i32.gt_s
      if
       local.get $8
       local.get $16
       v128.store32_lane offset=8 2
      end
     end
     local.get $5
     local.get $6
     i32.const 1
     i32.shl
     i32.add
     local.set $8
     local.get $10
     i32.const 4
     i32.ge_s
     if
      local.get $8
      local.get $17
      v128.store
     else
      local.get $10
      i32.const 0
      i32.gt_s
      if
       local.get $8
       local.get $17
       v128.store32_lane 0
      end
      local.get $10
      i32.const 1
      i32.gt_s
      if
       local.get $8
       local.get $17
       v128.store32_lane offset=4 1
      end
      local.get $10
      i32.const 2
      i32.gt_s
      if
       local.get $8
       local.get $17
       v128.store32_lane offset=8 2
      end
     end
     local.get $8
     i32.const 16
     i32.add
     local.set $8
     local.get $10
     i32.const 4
     i32.sub
     local.tee $9
     i32.const 4
     i32.ge_s
     if
      local.get $8
      local.get $18
      v128.store
     else
      local.get $9
      i32.const 0
      i32.gt_s
      if
       local.get $8
       local.get $18
       v128.store32_lane 0
      end
      local.get $9
      i32.const 1
      i32.gt_s
      if
       local.get $8
       local.get $18
       v128.store32_lane offset=4 1
      end
      local.get $9
      i32.const 2
      i32.gt_s
      if
       local.get $8
       local.get $18
       v128.store32_lane offset=8 2
      end
     end
     local.get $5
     local.get $6
     i32.const 3
     i32.mul
     i32.add
     local.set $8
     local.get $10
     i32.const 4
     i32.ge_s
     if
      local.get $8
      local.get $19
      v128.store
     else
      local.get $10
      i32.const 0
      i32.gt_s
      if
       local.get $8
       local.get $19
       v128.store32_lane 0
      end
      local.get $10
      i32.const 1
      i32.gt_s
      if
       local.get $8
       local.get $19
       v128.store32_lane offset=4 1
      end
      local.get $10
      i32.const 2
      i32.gt_s
      if
       local.get $8
       local.get $19
       v128.store32_lane offset=8 2
      end
     end
     local.get $8
     i32.const 16
     i32.add
     local.set $8
     local.get $10
     i32.const 4
     i32.sub
     local.tee $9
     i32.const 4
     i32.ge_s
     if
      local.get $8
      local.get $20
      v128.store
     else
      local.get $9
      i32.const 0
      i32.gt_s
      if
       local.get $8
       local.get $20
       v128.store32_lane 0
      end
      local.get $9
      i32.const 1
      i32.gt_s
      if
       local.get $8
       local.get $20
       v128.store32_lane offset=4 1
      end
      local.get $9
      i32.const 2
      i32.gt_s
      if
       local.get $8
       local.get $20
       v128.store32_lane offset=8 2
      end
     end
    else
     i32.const 0
     local.set $13
     loop $for-loop|2
      local.get $2
      local.get $13
      i32.gt_u
      if
       local.get $3
       local.set $8
       local.get $5
       local.get $6
       local.get $13
       i32.mul
       i32.add
       local.set $9
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       local.set $11
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       local.set $12
       local.get $0
       local.get $1
       local.get $13
       i32.mul
       i32.add
       local.tee $14
       local.get $4
       i32.const 2
       i32.shl
       i32.add
       local.set $21
       loop $for-loop|3
        local.get $14
        local.get $21
        i32.lt_u
        if
         local.get $11
         local.get $14
         v128.load32_splat
         local.tee $15
         local.get $8
         v128.load
         f32x4.mul
         f32x4.add
         local.set $11
         local.get $12
         local.get $15
         local.get $8
         v128.load offset=16
         f32x4.mul
         f32x4.add
         local.set $12
         local.get $8
         i32.const 32
         i32.add
         local.set $8
         local.get $14
         i32.const 4
         i32.add
         local.set $14
         br $for-loop|3
        end
       end
       local.get $10
       i32.const 4
       i32.ge_s
       if
        local.get $9
        local.get $11
        v128.store
       else
        local.get $10
        i32.const 0
        i32.gt_s
        if
         local.get $9
         local.get $11
         v128.store32_lane 0
        end
        local.get $10
        i32.const 1
        i32.gt_s
        if
         local.get $9
         local.get $11
         v128.store32_lane offset=4 1
        end
        local.get $10
        i32.const 2
        i32.gt_s
        if
         local.get $9
         local.get $11
         v128.store32_lane offset=8 2
        end
       end
       local.get $9
       i32.const 16
       i32.add
       local.set $8
       local.get $10
       i32.const 4
       i32.sub
       local.tee $9
       i32.const 4
       i32.ge_s
       if
        local.get $8
        local.get $12
        v128.store
       else
        local.get $9
        i32.const 0
        i32.gt_s
        if
         local.get $8
         local.get $12
         v128.store32_lane 0
        end
        local.get $9
        i32.const 1
        i32.gt_s
        if
         local.get $8
         local.get $12
         v128.store32_lane offset=4 1
        end
        local.get $9
        i32.const 2
        i32.gt_s
        if
         local.get $8
         local.get $12
         v128.store32_lane offset=8 2
        end
       end
       local.get $13
       i32.const 1
       i32.add
       local.set $13
       br $for-loop|2
      end
     end
    end
    local.get $3
    local.get $4
    i32.const 5
    i32.shl
    i32.add
    local.set $3
    local.get $5
    i32.const 32
    i32.add
    local.set $5
    local.get $22
    i32.const 8
    i32.add
    local.set $22
    br $for-loop|0
   end
  end
 )
 (func $assembly/attention-i16/mix (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 f32) (param $7 f32) (param $8 f32) (param $9 i32) (param $10 i32) (param $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 v128)
  (local $15 i32)
  (local $16 i32)
  (local $17 v128)
  (local $18 v128)
  (local $19 i32)
  (local $20 v128)
  (local $21 v128)
  (local $22 v128)
  (local $23 v128)
  (local $24 v128)
  (local $25 i32)
  (local $26 i32)
  (local $27 f32)
  (local $28 i32)
  (local $29 i32)
  (local $30 v128)
  (local $31 i32)
  (local $32 v128)
  (local $33 v128)
  (local $34 v128)
  (local $35 v128)
  (local $36 v128)
  (local $37 v128)
  local.get $4
  i32.const 7
  i32.add
  i32.const -8
  i32.and
  i32.const 2
  i32.shl
  local.set $19
  local.get $11
  local.get $5
  i32.const 7
  i32.add
  i32.const -8
  i32.and
  i32.const 1
  i32.shl
  local.tee $29
  i32.const 2
  i32.shl
  i32.add
  local.tee $25
  i32.const 16
  i32.add
  local.set $13
  loop $for-loop|0
   local.get $12
   i32.const 4
   i32.lt_u
   if
    local.get $0
    local.get $1
    local.get $12
    i32.mul
    i32.add
    local.tee $15
    i32.const 0
    i32.const 1
    local.get $5
    call $assembly/shorts/largestSize
    local.set $27
    local.get $15
    local.get $5
    local.get $6
    local.get $27
    f32.div
    local.get $11
    local.get $12
    local.get $29
    i32.mul
    i32.add
    call $assembly/shorts/shortsOfRow
    local.get $25
    local.get $12
    i32.const 2
    i32.shl
    i32.add
    local.get $27
    local.get $7
    f32.mul
    f32.store
    local.get $12
    i32.const 1
    i32.add
    local.set $12
    br $for-loop|0
   end
  end
  loop $for-loop|1
   local.get $19
   local.get $26
   i32.gt_u
   if
    local.get $2
    local.set $12
    local.get $25
    v128.load
    local.set $30
    local.get $13
    local.get $26
    i32.add
    local.set $31
    local.get $29
    local.get $29
    local.get $29
    local.get $11
    local.tee $0
    i32.add
    local.tee $15
    i32.add
    local.tee $1
    i32.add
    local.set $16
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $14
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $17
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $20
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $21
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $18
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $22
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $23
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $24
    local.get $0
    local.get $5
    i32.const 7
    i32.add
    i32.const -8
    i32.and
    i32.const 1
    i32.shl
    i32.add
    local.set $28
    loop $for-loop|2
     local.get $0
     local.get $28
     i32.lt_u
     if
      local.get $14
      local.get $0
      v128.load32_splat
      local.tee $32
      local.get $12
      v128.load
      local.tee $33
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $0
      v128.load32_splat offset=4
      local.tee $34
      local.get $12
      v128.load offset=32
      local.tee $35
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $14
      local.get $18
      local.get $32
      local.get $12
      v128.load offset=16
      local.tee $32
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $34
      local.get $12
      v128.load offset=48
      local.tee $34
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $18
      local.get $17
      local.get $15
      v128.load32_splat
      local.tee $36
      local.get $33
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $15
      v128.load32_splat offset=4
      local.tee $37
      local.get $35
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $17
      local.get $22
      local.get $36
      local.get $32
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $37
      local.get $34
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $22
      local.get $20
      local.get $1
      v128.load32_splat
      local.tee $36
      local.get $33
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $1
      v128.load32_splat offset=4
      local.tee $37
      local.get $35
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $20
      local.get $23
      local.get $36
      local.get $32
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $37
      local.get $34
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $23
      local.get $21
      local.get $16
      v128.load32_splat
      local.tee $36
      local.get $33
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $16
      v128.load32_splat offset=4
      local.tee $33
      local.get $35
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $21
      local.get $24
      local.get $36
      local.get $32
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $33
      local.get $34
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $24
      local.get $12
      i32.const -64
      i32.sub
      local.set $12
      local.get $0
      i32.const 8
      i32.add
      local.set $0
      local.get $15
      i32.const 8
      i32.add
      local.set $15
      local.get $1
      i32.const 8
      i32.add
      local.set $1
      local.get $16
      i32.const 8
      i32.add
      local.set $16
      br $for-loop|2
     end
    end
    local.get $31
    local.get $14
    f32x4.convert_i32x4_s
    local.get $30
    local.get $30
    i8x16.shuffle 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3
    local.tee $14
    f32x4.mul
    v128.store
    local.get $31
    local.get $18
    f32x4.convert_i32x4_s
    local.get $14
    f32x4.mul
    v128.store offset=16
    local.get $19
    local.get $31
    i32.add
    local.tee $0
    local.get $17
    f32x4.convert_i32x4_s
    local.get $30
    local.get $30
    i8x16.shuffle 4 5 6 7 4 5 6 7 4 5 6 7 4 5 6 7
    local.tee $14
    f32x4.mul
    v128.store
    local.get $0
    local.get $22
    f32x4.convert_i32x4_s
    local.get $14
    f32x4.mul
    v128.store offset=16
    local.get $31
    local.get $19
    i32.const 1
    i32.shl
    i32.add
    local.tee $0
    local.get $20
    f32x4.convert_i32x4_s
    local.get $30
    local.get $30
    i8x16.shuffle 8 9 10 11 8 9 10 11 8 9 10 11 8 9 10 11
    local.tee $14
    f32x4.mul
    v128.store
    local.get $0
    local.get $23
    f32x4.convert_i32x4_s
    local.get $14
    f32x4.mul
    v128.store offset=16
    local.get $31
    local.get $19
    i32.const 3
    i32.mul
    i32.add
    local.tee $0
    local.get $21
    f32x4.convert_i32x4_s
    local.get $30
    local.get $30
    i8x16.shuffle 12 13 14 15 12 13 14 15 12 13 14 15 12 13 14 15
    local.tee $14
    f32x4.mul
    v128.store
    local.get $0
    local.get $24
    f32x4.convert_i32x4_s
    local.get $14
    f32x4.mul
    v128.store offset=16
    local.get $2
    local.get $5
    i32.const 7
    i32.add
    i32.const -8
    i32.and
    i32.const 4
    i32.shl
    i32.add
    local.set $2
    local.get $26
    i32.const 32
    i32.add
    local.set $26
    br $for-loop|1
   end
  end
  i32.const 0
  local.set $0
  loop $for-loop|3
   local.get $0
   i32.const 4
   i32.lt_u
   if
    local.get $25
    local.get $0
    i32.const 2
    i32.shl
    i32.add
    local.get $8
    local.get $13
    local.get $0
    local.get $19
    i32.mul
    i32.add
    local.get $4
    call $assembly/softmax-i16/probabilities
    f32.div
    f32.store
    local.get $0
    i32.const 1
    i32.add
    local.set $0
    br $for-loop|3
   end
  end
  i32.const 0
  local.set $15
  loop $for-loop|4
   local.get $5
   local.get $15
   i32.gt_s
   if
    local.get $3
    local.set $2
    local.get $25
    v128.load
    local.set $30
    i32.const 8
    local.get $5
    local.get $15
    i32.sub
    local.tee $0
    local.get $0
    i32.const 8
    i32.gt_s
    select
    local.set $0
    local.get $19
    local.get $19
    local.get $19
    local.get $13
    local.tee $11
    i32.add
    local.tee $12
    i32.add
    local.tee $1
    i32.add
    local.set $16
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $14
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $17
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $20
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $21
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $18
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $22
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $23
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $24
    local.get $11
    local.get $4
    i32.const 7
    i32.add
    i32.const -8
    i32.and
    i32.const 1
    i32.shl
    i32.add
    local.set $26
    loop $for-loop|5
     local.get $11
     local.get $26
     i32.lt_u
     if
      local.get $14
      local.get $11
      v128.load32_splat
      local.tee $32
      local.get $2
      v128.load
      local.tee $33
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $11
      v128.load32_splat offset=4
      local.tee $34
      local.get $2
      v128.load offset=32
      local.tee $35
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $14
      local.get $18
      local.get $32
      local.get $2
      v128.load offset=16
      local.tee $32
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $34
      local.get $2
      v128.load offset=48
      local.tee $34
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $18
      local.get $17
      local.get $12
      v128.load32_splat
      local.tee $36
      local.get $33
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $12
      v128.load32_splat offset=4
      local.tee $37
      local.get $35
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $17
      local.get $22
      local.get $36
      local.get $32
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $37
      local.get $34
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $22
      local.get $20
      local.get $1
      v128.load32_splat
      local.tee $36
      local.get $33
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $1
      v128.load32_splat offset=4
      local.tee $37
      local.get $35
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $20
      local.get $23
      local.get $36
      local.get $32
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $37
      local.get $34
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $23
      local.get $21
      local.get $16
      v128.load32_splat
      local.tee $36
      local.get $33
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $16
      v128.load32_splat offset=4
      local.tee $33
      local.get $35
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $21
      local.get $24
      local.get $36
      local.get $32
      i32x4.dot_i16x8_s
      i32x4.add
      local.get $33
      local.get $34
      i32x4.dot_i16x8_s
      i32x4.add
      local.set $24
      local.get $2
      i32.const -64
      i32.sub
      local.set $2
      local.get $11
      i32.const 8
      i32.add
      local.set $11
      local.get $12
      i32.const 8
      i32.add
      local.set $12
      local.get $1
      i32.const 8
      i32.add
      local.set $1
      local.get $16
      i32.const 8
      i32.add
      local.set $16
      br $for-loop|5
     end
    end
    local.get $14
    f32x4.convert_i32x4_s
    local.get $30
    local.get $30
    i8x16.shuffle 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3
    local.tee $14
    f32x4.mul
    local.set $32
    local.get $0
    i32.const 4
    i32.ge_s
    if
     local.get $9
     local.get $32
     v128.store
    else
     local.get $0
     i32.const 0
     i32.gt_s
     if
      local.get $9
      local.get $32
      v128.store32_lane 0
     end
     local.get $0
     i32.const 1
     i32.gt_s
     if
      local.get $9
      local.get $32
      v128.store32_lane offset=4 1
     end
     local.get $0
     i32.const 2
     i32.gt_s
     if
      local.get $9
      local.get $32
      v128.store32_lane offset=8 2
     end
    end
    local.get $18
    f32x4.convert_i32x4_s
    local.get $14
    f32x4.mul
    local.set $14
    local.get $9
    i32.const 16
    i32.add
    local.set $1
    local.get $0
    i32.const 4
    i32.sub
    local.tee $2
    i32.const 4
    i32.ge_s
    if
     local.get $1
     local.get $14
     v128.store
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane 0
     end
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane offset=4 1
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane offset=8 2
     end
    end
    local.get $9
    local.get $10
    i32.add
    local.set $1
    local.get $17
    f32x4.convert_i32x4_s
    local.get $30
    local.get $30
    i8x16.shuffle 4 5 6 7 4 5 6 7 4 5 6 7 4 5 6 7
    local.tee $14
    f32x4.mul
    local.set $17
    local.get $0
    i32.const 4
    i32.ge_s
    if
     local.get $1
     local.get $17
     v128.store
    else
     local.get $0
     i32.const 0
     i32.gt_s
     if
      local.get $1
      local.get $17
      v128.store32_lane 0
     end
     local.get $0
     i32.const 1
     i32.gt_s
     if
      local.get $1
      local.get $17
      v128.store32_lane offset=4 1
     end
     local.get $0
     i32.const 2
     i32.gt_s
     if
      local.get $1
      local.get $17
      v128.store32_lane offset=8 2
     end
    end
    local.get $22
    f32x4.convert_i32x4_s
    local.get $14
    f32x4.mul
    local.set $14
    local.get $1
    i32.const 16
    i32.add
    local.set $1
    local.get $0
    i32.const 4
    i32.sub
    local.tee $2
    i32.const 4
    i32.ge_s
    if
     local.get $1
     local.get $14
     v128.store
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane 0
     end
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane offset=4 1
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane offset=8 2
     end
    end
    local.get $9
    local.get $10
    i32.const 1
    i32.shl
    i32.add
    local.set $1
    local.get $20
    f32x4.convert_i32x4_s
    local.get $30
    local.get $30
    i8x16.shuffle 8 9 10 11 8 9 10 11 8 9 10 11 8 9 10 11
    local.tee $14
    f32x4.mul
    local.set $17
    local.get $0
    i32.const 4
    i32.ge_s
    if
     local.get $1
     local.get $17
     v128.store
    else
     local.get $0
     i32.const 0
     i32.gt_s
     if
      local.get $1
      local.get $17
      v128.store32_lane 0
     end
     local.get $0
     i32.const 1
     i32.gt_s
     if
      local.get $1
      local.get $17
      v128.store32_lane offset=4 1
     end
     local.get $0
     i32.const 2
     i32.gt_s
     if
      local.get $1
      local.get $17
      v128.store32_lane offset=8 2
     end
    end
    local.get $23
    f32x4.convert_i32x4_s
    local.get $14
    f32x4.mul
    local.set $14
    local.get $1
    i32.const 16
    i32.add
    local.set $1
    local.get $0
    i32.const 4
    i32.sub
    local.tee $2
    i32.const 4
    i32.ge_s
    if
     local.get $1
     local.get $14
     v128.store
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane 0
     end
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane offset=4 1
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane offset=8 2
     end
    end
    local.get $21
    f32x4.convert_i32x4_s
    local.get $30
    local.get $30
    i8x16.shuffle 12 13 14 15 12 13 14 15 12 13 14 15 12 13 14 15
    local.tee $14
    f32x4.mul
    local.set $17
    local.get $9
    local.get $10
    i32.const 3
    i32.mul
    i32.add
    local.set $1
    local.get $0
    i32.const 4
    i32.ge_s
    if
     local.get $1
     local.get $17
     v128.store
    else
     local.get $0
     i32.const 0
     i32.gt_s
     if
      local.get $1
      local.get $17
      v128.store32_lane 0
     end
     local.get $0
     i32.const 1
     i32.gt_s
     if
      local.get $1
      local.get $17
      v128.store32_lane offset=4 1
     end
     local.get $0
     i32.const 2
     i32.gt_s
     if
      local.get $1
      local.get $17
      v128.store32_lane offset=8 2
     end
    end
    local.get $24
    f32x4.convert_i32x4_s
    local.get $14
    f32x4.mul
    local.set $14
    local.get $1
    i32.const 16
    i32.add
    local.set $1
    local.get $0
    i32.const 4
    i32.sub
    local.tee $0
    i32.const 4
    i32.ge_s
    if
     local.get $1
     local.get $14
     v128.store
    else
     local.get $0
     i32.const 0
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane 0
     end
     local.get $0
     i32.const 1
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane offset=4 1
     end
     local.get $0
     i32.const 2
     i32.gt_s
     if
      local.get $1
      local.get $14
      v128.store32_lane offset=8 2
     end
    end
    local.get $3
    local.get $4
    i32.const 7
    i32.add
    i32.const -8
    i32.and
    i32.const 4
    i32.shl
    i32.add
    local.set $3
    local.get $9
    i32.const 32
    i32.add
    local.set $9
    local.get $15
    i32.const 8
    i32.add
    local.set $15
    br $for-loop|4
   end
  end
 )
 (func $assembly/softmax/exponentials (param $0 i32) (param $1 i32) (param $2 f32) (result f32)
  (local $3 i32)
  (local $4 i32)
  (local $5 v128)
  (local $6 v128)
  (local $7 v128)
  (local $8 v128)
  (local $9 v128)
  (local $10 v128)
  (local $11 v128)
  (local $12 v128)
  (local $13 v128)
  (local $14 v128)
  (local $15 v128)
  (local $16 v128)
  (local $17 v128)
  (local $18 v128)
  local.get $1
  i32.const 31
  i32.shr_u
  i32x4.splat
  local.set $17
  local.get $1
  local.set $4
  local.get $0
  local.set $3
  local.get $0
  f32.load
  f32x4.splat
  local.tee $6
  local.set $5
  loop $for-loop|0
   local.get $4
   i32.const 8
   i32.ge_s
   if
    local.get $6
    local.get $3
    v128.load
    f32x4.pmax
    local.set $6
    local.get $5
    local.get $3
    v128.load offset=16
    f32x4.pmax
    local.set $5
    local.get $3
    i32.const 32
    i32.add
    local.set $3
    local.get $4
    i32.const 8
    i32.sub
    local.set $4
    br $for-loop|0
   end
  end
  loop $for-loop|1
   local.get $4
   i32.const 0
   i32.gt_s
   if
    local.get $6
    local.get $3
    v128.load32_splat
    f32x4.pmax
    local.set $6
    local.get $3
    i32.const 4
    i32.add
    local.set $3
    local.get $4
    i32.const 1
    i32.sub
    local.set $4
    br $for-loop|1
   end
  end
  local.get $6
  local.get $5
  f32x4.pmax
  local.tee $5
  local.get $5
  local.get $5
  i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
  f32x4.max
  local.tee $5
  f32x4.extract_lane 0
  local.get $5
  f32x4.extract_lane 1
  f32.max
  f32x4.splat
  local.set $8
  local.get $2
  f32.const 1.4426950216293335
  f32.mul
  f32x4.splat
  local.set $9
  v128.const i32x4 0xc2fc0000 0xc2fc0000 0xc2fc0000 0xc2fc0000
  local.get $17
  v128.or
  local.set $10
  v128.const i32x4 0x4b400000 0x4b400000 0x4b400000 0x4b400000
  local.get $17
  v128.or
  local.set $7
  v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
  local.get $17
  v128.or
  local.set $11
  v128.const i32x4 0x3f317215 0x3f317215 0x3f317215 0x3f317215
  local.get $17
  v128.or
  local.set $12
  v128.const i32x4 0x3e75fcde 0x3e75fcde 0x3e75fcde 0x3e75fcde
  local.get $17
  v128.or
  local.set $13
  v128.const i32x4 0x3d635ba9 0x3d635ba9 0x3d635ba9 0x3d635ba9
  local.get $17
  v128.or
  local.set $14
  v128.const i32x4 0x3c1e7544 0x3c1e7544 0x3c1e7544 0x3c1e7544
  local.get $17
  v128.or
  local.set $15
  v128.const i32x4 0x3aaddd0b 0x3aaddd0b 0x3aaddd0b 0x3aaddd0b
  local.get $17
  v128.or
  local.set $17
  v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
  local.set $6
  loop $for-loop|00
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $1
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $0
     v128.load
    else
     local.get $1
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $0
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $5
     local.get $1
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $5
      v128.load32_lane offset=4 1
      local.set $5
     end
     local.get $1
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $0
      local.get $5
      v128.load32_lane offset=8 2
     else
      local.get $5
     end
    end
    local.get $8
    f32x4.sub
    local.get $9
    f32x4.mul
    local.get $10
    f32x4.pmax
    local.tee $18
    local.get $7
    f32x4.add
    local.set $5
    local.get $17
    local.get $18
    local.get $5
    local.get $7
    f32x4.sub
    f32x4.sub
    local.tee $18
    f32x4.mul
    local.get $15
    f32x4.add
    local.get $18
    f32x4.mul
    local.get $14
    f32x4.add
    local.get $18
    f32x4.mul
    local.get $13
    f32x4.add
    local.get $18
    f32x4.mul
    local.get $12
    f32x4.add
    local.get $18
    f32x4.mul
    local.get $11
    f32x4.add
    local.get $5
    i32.const 23
    i32x4.shl
    i32x4.add
    local.set $5
    local.get $1
    i32.const 4
    i32.ge_s
    if
     local.get $0
     local.get $5
     v128.store
    else
     local.get $1
     i32.const 0
     i32.gt_s
     if
      local.get $0
      local.get $5
      v128.store32_lane 0
     end
     local.get $1
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $5
      v128.store32_lane offset=4 1
     end
     local.get $1
     i32.const 2
     i32.gt_s
     if
      local.get $0
      local.get $5
      v128.store32_lane offset=8 2
     end
    end
    local.get $1
    i32.const 4
    i32.lt_s
    if
     local.get $1
     i32.const 4
     i32.ge_s
     if (result v128)
      local.get $0
      v128.load
     else
      local.get $1
      i32.const 0
      i32.gt_s
      if (result v128)
       local.get $0
       v128.load32_zero
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $5
      local.get $1
      i32.const 1
      i32.gt_s
      if
       local.get $0
       local.get $5
       v128.load32_lane offset=4 1
       local.set $5
      end
      local.get $1
      i32.const 2
      i32.gt_s
      if (result v128)
       local.get $0
       local.get $5
       v128.load32_lane offset=8 2
      else
       local.get $5
      end
     end
     local.set $16
    else
     local.get $6
     local.get $5
     f32x4.add
     local.set $6
    end
    local.get $0
    i32.const 16
    i32.add
    local.set $0
    local.get $1
    i32.const 4
    i32.sub
    local.set $1
    br $for-loop|00
   end
  end
  local.get $6
  local.get $16
  f32x4.add
  local.tee $5
  local.get $5
  local.get $5
  i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
  f32x4.add
  local.tee $5
  f32x4.extract_lane 0
  local.get $5
  f32x4.extract_lane 1
  f32.add
  f32.const 1
  f32.max
 )
 (func $assembly/softmax-i16/probabilities (param $0 i32) (param $1 i32) (result f32)
  (local $2 v128)
  (local $3 v128)
  (local $4 v128)
  (local $5 i32)
  (local $6 i32)
  (local $7 v128)
  (local $8 v128)
  (local $9 v128)
  (local $10 v128)
  (local $11 v128)
  (local $12 v128)
  (local $13 f32)
  (local $14 f32)
  (local $15 v128)
  (local $16 v128)
  (local $17 v128)
  (local $18 v128)
  (local $19 v128)
  local.get $0
  local.get $1
  i32.const 7
  i32.add
  i32.const -8
  i32.and
  i32.const 2
  i32.shl
  i32.add
  local.set $5
  local.get $0
  local.get $1
  i32.const 2
  i32.shl
  i32.add
  local.set $6
  loop $for-loop|0
   local.get $5
   local.get $6
   i32.gt_u
   if
    local.get $6
    f32.const -inf
    f32.store
    local.get $6
    i32.const 4
    i32.add
    local.set $6
    br $for-loop|0
   end
  end
  v128.const i32x4 0x4b400000 0x4b400000 0x4b400000 0x4b400000
  local.get $1
  i32.const 31
  i32.shr_u
  i32x4.splat
  local.tee $15
  v128.or
  local.set $4
  v128.const i32x4 0xff800000 0xff800000 0xff800000 0xff800000
  local.set $2
  v128.const i32x4 0xff800000 0xff800000 0xff800000 0xff800000
  local.set $3
  local.get $0
  local.set $1
  loop $for-loop|1
   local.get $1
   local.get $5
   i32.lt_u
   if
    local.get $2
    local.get $1
    v128.load
    f32x4.pmax
    local.set $2
    local.get $3
    local.get $1
    v128.load offset=16
    f32x4.pmax
    local.set $3
    local.get $1
    i32.const 32
    i32.add
    local.set $1
    br $for-loop|1
   end
  end
  local.get $2
  local.get $3
  f32x4.pmax
  local.tee $2
  local.get $2
  local.get $2
  i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
  f32x4.max
  local.tee $2
  f32x4.extract_lane 0
  local.get $2
  f32x4.extract_lane 1
  f32.max
  f32x4.splat
  local.set $7
  v128.const i32x4 0xc2fc0000 0xc2fc0000 0xc2fc0000 0xc2fc0000
  local.get $15
  v128.or
  local.set $8
  v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
  local.get $15
  v128.or
  local.set $9
  v128.const i32x4 0x3f317afd 0x3f317afd 0x3f317afd 0x3f317afd
  local.get $15
  v128.or
  local.set $10
  v128.const i32x4 0x3e780626 0x3e780626 0x3e780626 0x3e780626
  local.get $15
  v128.or
  local.set $11
  v128.const i32x4 0x3d61510b 0x3d61510b 0x3d61510b 0x3d61510b
  local.get $15
  v128.or
  local.set $12
  v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
  local.set $2
  v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
  local.set $3
  local.get $0
  local.set $1
  loop $for-loop|2
   local.get $1
   local.get $5
   i32.lt_u
   if
    local.get $1
    v128.load offset=16
    local.get $7
    f32x4.sub
    local.get $8
    f32x4.pmax
    local.tee $17
    local.get $4
    f32x4.add
    local.set $18
    local.get $1
    v128.load
    local.get $7
    f32x4.sub
    local.get $8
    f32x4.pmax
    local.tee $19
    local.get $4
    f32x4.add
    local.set $16
    local.get $1
    local.get $12
    local.get $19
    local.get $16
    local.get $4
    f32x4.sub
    f32x4.sub
    local.tee $19
    f32x4.mul
    local.get $11
    f32x4.add
    local.get $19
    f32x4.mul
    local.get $10
    f32x4.add
    local.get $19
    f32x4.mul
    local.get $9
    f32x4.add
    local.get $16
    i32.const 23
    i32x4.shl
    i32x4.add
    local.tee $16
    v128.store
    local.get $1
    local.get $12
    local.get $17
    local.get $18
    local.get $4
    f32x4.sub
    f32x4.sub
    local.tee $17
    f32x4.mul
    local.get $11
    f32x4.add
    local.get $17
    f32x4.mul
    local.get $10
    f32x4.add
    local.get $17
    f32x4.mul
    local.get $9
    f32x4.add
    local.get $18
    i32.const 23
    i32x4.shl
    i32x4.add
    local.tee $17
    v128.store offset=16
    local.get $2
    local.get $16
    f32x4.add
    local.set $2
    local.get $3
    local.get $17
    f32x4.add
    local.set $3
    local.get $1
    i32.const 32
    i32.add
    local.set $1
    br $for-loop|2
   end
  end
  f32.const 6e4
  local.get $2
  local.get $3
  f32x4.add
  local.tee $2
  local.get $2
  local.get $2
  i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
  f32x4.add
  local.tee $2
  f32x4.extract_lane 0
  local.get $2
  f32x4.extract_lane 1
  f32.add
  local.tee $13
  f32.div
  f32.const 32767
  f32.min
  local.tee $14
  f32x4.splat
  local.set $2
  v128.const i32x4 0x4b400000 0x4b400000 0x4b400000 0x4b400000
  local.get $15
  v128.or
  local.set $3
  local.get $0
  local.set $1
  loop $for-loop|3
   local.get $0
   local.get $5
   i32.lt_u
   if
    local.get $1
    local.get $0
    v128.load
    local.get $2
    f32x4.mul
    local.get $4
    f32x4.add
    local.get $3
    i32x4.sub
    local.get $0
    v128.load offset=16
    local.get $2
    f32x4.mul
    local.get $4
    f32x4.add
    local.get $3
    i32x4.sub
    i16x8.narrow_i32x4_s
    v128.store
    local.get $1
    i32.const 16
    i32.add
    local.set $1
    local.get $0
    i32.const 32
    i32.add
    local.set $0
    br $for-loop|3
   end
  end
  local.get $14
  local.get $13
  f32.mul
  f32.const 1
  f32.max
 )
 (func $assembly/quantise-rows/quantiseRows (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32)
  (local $7 v128)
  (local $8 v128)
  (local $9 i32)
  (local $10 i32)
  (local $11 v128)
  (local $12 f32)
  (local $13 v128)
  (local $14 f32)
  (local $15 v128)
  (local $16 v128)
  (local $17 v128)
  (local $18 v128)
  (local $19 v128)
  (local $20 i32)
  (local $21 v128)
  (local $22 v128)
  (local $23 f32)
  (local $24 f32)
  local.get $2
  i32.const 3
  i32.add
  i32.const -4
  i32.and
  local.set $20
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $2
    local.set $10
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $15
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $16
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $17
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $18
    local.get $0
    local.tee $9
    f32.load
    f32x4.splat
    local.tee $8
    local.set $19
    local.get $8
    local.tee $7
    local.set $11
    local.get $8
    local.get $8
    f32x4.sub
    local.set $13
    loop $for-loop|00
     local.get $10
     i32.const 8
     i32.ge_s
     if
      local.get $8
      local.get $9
      v128.load
      local.tee $21
      f32x4.pmin
      local.set $8
      local.get $7
      local.get $21
      f32x4.pmax
      local.set $7
      local.get $19
      local.get $9
      v128.load offset=16
      local.tee $22
      f32x4.pmin
      local.set $19
      local.get $11
      local.get $22
      f32x4.pmax
      local.set $11
      local.get $15
      local.get $21
      f32x4.add
      local.set $15
      local.get $16
      local.get $22
      f32x4.add
      local.set $16
      local.get $17
      local.get $21
      local.get $21
      f32x4.mul
      f32x4.add
      local.set $17
      local.get $18
      local.get $22
      local.get $22
      f32x4.mul
      f32x4.add
      local.set $18
      local.get $13
      local.get $21
      local.get $21
      f32x4.sub
      local.get $22
      local.get $22
      f32x4.sub
      f32x4.add
      f32x4.add
      local.set $13
      local.get $9
      i32.const 32
      i32.add
      local.set $9
      local.get $10
      i32.const 8
      i32.sub
      local.set $10
      br $for-loop|00
     end
    end
    local.get $15
    local.get $16
    f32x4.add
    local.tee $15
    local.get $15
    local.get $15
    i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
    f32x4.add
    local.tee $15
    f32x4.extract_lane 0
    local.get $15
    f32x4.extract_lane 1
    f32.add
    local.set $12
    local.get $17
    local.get $18
    f32x4.add
    local.tee $15
    local.get $15
    local.get $15
    i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
    f32x4.add
    local.tee $15
    f32x4.extract_lane 0
    local.get $15
    f32x4.extract_lane 1
    f32.add
    local.set $14
    loop $for-loop|1
     local.get $10
     i32.const 0
     i32.gt_s
     if
      local.get $8
      local.get $9
      f32.load
      local.tee $23
      f32x4.splat
      local.tee $15
      f32x4.pmin
      local.set $8
      local.get $7
      local.get $15
      f32x4.pmax
      local.set $7
      local.get $13
      local.get $15
      local.get $15
      f32x4.sub
      f32x4.add
      local.set $13
      local.get $12
      local.get $23
      f32.add
      local.set $12
      local.get $14
      local.get $23
      local.get $23
      f32.mul
      f32.add
      local.set $14
      local.get $9
      i32.const 4
      i32.add
      local.set $9
      local.get $10
      i32.const 1
      i32.sub
      local.set $10
      br $for-loop|1
     end
    end
    local.get $6
    local.get $8
    local.get $19
    f32x4.pmin
    local.tee $8
    local.get $8
    local.get $8
    i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
    f32x4.min
    local.tee $8
    f32x4.extract_lane 0
    local.get $8
    f32x4.extract_lane 1
    f32.min
    f32.store
    local.get $6
    local.get $13
    local.get $13
    local.get $13
    i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
    f32x4.add
    local.tee $8
    f32x4.extract_lane 0
    local.get $8
    f32x4.extract_lane 1
    f32.add
    f32.const 0
    f32.eq
    if (result f32)
     local.get $7
     local.get $11
     f32x4.pmax
     local.tee $7
     local.get $7
     local.get $7
     i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
     f32x4.max
     local.tee $7
     f32x4.extract_lane 0
     local.get $7
     f32x4.extract_lane 1
     f32.max
    else
     f32.const nan:0x400000
    end
    f32.store offset=4
    local.get $6
    local.get $12
    f32.store offset=8
    local.get $6
    local.get $14
    f32.store offset=12
    local.get $0
    local.get $2
    local.get $6
    f32.load offset=8
    local.get $2
    f32.convert_i32_s
    local.tee $12
    f32.div
    local.tee $14
    local.get $6
    f32.load offset=12
    local.get $12
    f32.div
    local.get $14
    local.get $14
    f32.mul
    f32.sub
    f32.sqrt
    f32.const 3.5
    f32.mul
    local.tee $23
    f32.sub
    local.tee $24
    local.get $6
    f32.load
    local.tee $12
    local.get $12
    local.get $24
    f32.lt
    select
    local.get $14
    local.get $23
    f32.add
    local.tee $14
    local.get $6
    f32.load offset=4
    local.tee $23
    local.get $14
    local.get $23
    f32.lt
    select
    local.get $3
    local.get $4
    local.get $5
    local.get $6
    call $assembly/quantise-rows/quantise
    i32.eqz
    if
     local.get $0
     local.get $2
     local.get $12
     local.get $23
     local.get $3
     local.get $4
     local.get $5
     local.get $6
     call $assembly/quantise-rows/quantise
     drop
    end
    local.get $0
    local.get $2
    i32.const 2
    i32.shl
    i32.add
    local.set $0
    local.get $3
    local.get $20
    i32.add
    local.set $3
    local.get $4
    i32.const 4
    i32.add
    local.set $4
    local.get $5
    i32.const 4
    i32.add
    local.set $5
    local.get $6
    local.get $2
    i32.const -8
    i32.and
    i32.const 36
    i32.add
    i32.add
    local.set $6
    local.get $1
    i32.const 1
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/pool/meanRows (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32)
  (local $4 i32)
  (local $5 v128)
  (local $6 i32)
  (local $7 v128)
  (local $8 i32)
  local.get $1
  f32.convert_i32_s
  f32x4.splat
  local.set $7
  local.get $2
  i32.const 2
  i32.shl
  local.set $8
  loop $for-loop|0
   local.get $2
   i32.const 0
   i32.gt_s
   if
    local.get $2
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $0
     v128.load
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $0
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $5
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $5
      v128.load32_lane offset=4 1
      local.set $5
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $0
      local.get $5
      v128.load32_lane offset=8 2
     else
      local.get $5
     end
    end
    local.set $5
    local.get $0
    local.set $4
    i32.const 1
    local.set $6
    loop $for-loop|1
     local.get $1
     local.get $6
     i32.gt_s
     if
      local.get $4
      local.get $8
      i32.add
      local.set $4
      local.get $5
      local.get $2
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $4
       v128.load
      else
       local.get $2
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $4
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $5
       local.get $2
       i32.const 1
       i32.gt_s
       if
        local.get $4
        local.get $5
        v128.load32_lane offset=4 1
        local.set $5
       end
       local.get $2
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $4
        local.get $5
        v128.load32_lane offset=8 2
       else
        local.get $5
       end
      end
      f32x4.add
      local.set $5
      local.get $6
      i32.const 1
      i32.add
      local.set $6
      br $for-loop|1
     end
    end
    local.get $5
    local.get $7
    f32x4.div
    local.set $5
    local.get $2
    i32.const 4
    i32.ge_s
    if
     local.get $3
     local.get $5
     v128.store
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if
      local.get $3
      local.get $5
      v128.store32_lane 0
     end
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $3
      local.get $5
      v128.store32_lane offset=4 1
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if
      local.get $3
      local.get $5
      v128.store32_lane offset=8 2
     end
    end
    local.get $0
    i32.const 16
    i32.add
    local.set $0
    local.get $3
    i32.const 16
    i32.add
    local.set $3
    local.get $2
    i32.const 4
    i32.sub
    local.set $2
    br $for-loop|0
   end
  end
 )
 (func $assembly/pool/maxRows (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32)
  (local $4 i32)
  (local $5 v128)
  (local $6 i32)
  (local $7 i32)
  local.get $2
  i32.const 2
  i32.shl
  local.set $7
  loop $for-loop|0
   local.get $2
   i32.const 0
   i32.gt_s
   if
    local.get $2
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $0
     v128.load
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $0
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $5
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $5
      v128.load32_lane offset=4 1
      local.set $5
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $0
      local.get $5
      v128.load32_lane offset=8 2
     else
      local.get $5
     end
    end
    local.set $5
    local.get $0
    local.set $4
    i32.const 1
    local.set $6
    loop $for-loop|1
     local.get $1
     local.get $6
     i32.gt_s
     if
      local.get $4
      local.get $7
      i32.add
      local.set $4
      local.get $5
      local.get $2
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $4
       v128.load
      else
       local.get $2
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $4
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $5
       local.get $2
       i32.const 1
       i32.gt_s
       if
        local.get $4
        local.get $5
        v128.load32_lane offset=4 1
        local.set $5
       end
       local.get $2
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $4
        local.get $5
        v128.load32_lane offset=8 2
       else
        local.get $5
       end
      end
      f32x4.max
      local.set $5
      local.get $6
      i32.const 1
      i32.add
      local.set $6
      br $for-loop|1
     end
    end
    local.get $2
    i32.const 4
    i32.ge_s
    if
     local.get $3
     local.get $5
     v128.store
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if
      local.get $3
      local.get $5
      v128.store32_lane 0
     end
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $3
      local.get $5
      v128.store32_lane offset=4 1
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if
      local.get $3
      local.get $5
      v128.store32_lane offset=8 2
     end
    end
    local.get $0
    i32.const 16
    i32.add
    local.set $0
    local.get $3
    i32.const 16
    i32.add
    local.set $3
    local.get $2
    i32.const 4
    i32.sub
    local.set $2
    br $for-loop|0
   end
  end
 )
 (func $assembly/panel/panelFused (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32)
  (local $9 i32)
  (local $10 i32)
  (local $11 v128)
  (local $12 v128)
  (local $13 v128)
  (local $14 i32)
  (local $15 i32)
  (local $16 v128)
  (local $17 v128)
  (local $18 v128)
  (local $19 v128)
  (local $20 v128)
  (local $21 i32)
  (local $22 i32)
  (local $23 v128)
  (local $24 i32)
  (local $25 i32)
  (local $26 i32)
  (local $27 v128)
  (local $28 v128)
  block $assembly/panel/panel|inlined.0
   local.get $5
   local.set $9
   local.get $2
   local.tee $10
   i32.const 4
   i32.lt_s
   if
    loop $for-loop|0
     local.get $10
     local.get $15
     i32.gt_u
     if
      local.get $0
      local.get $1
      local.get $15
      i32.mul
      i32.add
      local.set $14
      local.get $3
      local.set $2
      local.get $9
      if (result v128)
       local.get $8
       i32.const 4
       i32.ge_s
       if (result v128)
        local.get $9
        v128.load
       else
        local.get $8
        i32.const 0
        i32.gt_s
        if (result v128)
         local.get $9
         v128.load32_zero
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $11
        local.get $8
        i32.const 1
        i32.gt_s
        if
         local.get $9
         local.get $11
         v128.load32_lane offset=4 1
         local.set $11
        end
        local.get $8
        i32.const 2
        i32.gt_s
        if (result v128)
         local.get $9
         local.get $11
         v128.load32_lane offset=8 2
        else
         local.get $11
        end
       end
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $12
      local.get $9
      if (result v128)
       local.get $9
       i32.const 16
       i32.add
       local.set $5
       local.get $8
       i32.const 4
       i32.sub
       local.tee $21
       i32.const 4
       i32.ge_s
       if (result v128)
        local.get $5
        v128.load
       else
        local.get $21
        i32.const 0
        i32.gt_s
        if (result v128)
         local.get $5
         v128.load32_zero
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $11
        local.get $21
        i32.const 1
        i32.gt_s
        if
         local.get $5
         local.get $11
         v128.load32_lane offset=4 1
         local.set $11
        end
        local.get $21
        i32.const 2
        i32.gt_s
        if (result v128)
         local.get $5
         local.get $11
         v128.load32_lane offset=8 2
        else
         local.get $11
        end
       end
      else
       v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      end
      local.set $13
      local.get $6
      local.get $7
      local.get $15
      i32.mul
      i32.add
      local.set $5
      local.get $14
      local.get $4
      i32.const 2
      i32.shl
      i32.add
      local.set $21
      loop $for-loop|1
       local.get $14
       local.get $21
       i32.lt_u
       if
        local.get $12
        local.get $14
        v128.load32_splat
        local.tee $11
        local.get $2
        v128.load
        f32x4.mul
        f32x4.add
        local.set $12
        local.get $13
        local.get $11
        local.get $2
        v128.load offset=16
        f32x4.mul
        f32x4.add
        local.set $13
        local.get $2
        i32.const 32
        i32.add
        local.set $2
        local.get $14
        i32.const 4
        i32.add
        local.set $14
        br $for-loop|1
       end
      end
      local.get $8
      i32.const 4
      i32.ge_s
      if
       local.get $5
       local.get $12
       v128.store
      else
       local.get $8
       i32.const 0
       i32.gt_s
       if
        local.get $5
        local.get $12
        v128.store32_lane 0
       end
       local.get $8
       i32.const 1
       i32.gt_s
       if
        local.get $5
        local.get $12
        v128.store32_lane offset=4 1
       end
       local.get $8
       i32.const 2
       i32.gt_s
       if
        local.get $5
        local.get $12
        v128.store32_lane offset=8 2
       end
      end
      local.get $5
      i32.const 16
      i32.add
      local.set $2
      local.get $8
      i32.const 4
      i32.sub
      local.tee $5
      i32.const 4
      i32.ge_s
      if
       local.get $2
       local.get $13
       v128.store
      else
       local.get $5
       i32.const 0
       i32.gt_s
       if
        local.get $2
        local.get $13
        v128.store32_lane 0
       end
       local.get $5
       i32.const 1
       i32.gt_s
       if
        local.get $2
        local.get $13
        v128.store32_lane offset=4 1
       end
       local.get $5
       i32.const 2
       i32.gt_s
       if
        local.get $2
        local.get $13
        v128.store32_lane offset=8 2
       end
      end
      local.get $15
      i32.const 1
      i32.add
      local.set $15
      br $for-loop|0
     end
    end
    br $assembly/panel/panel|inlined.0
   end
   loop $for-loop|2
    local.get $10
    local.get $21
    i32.gt_s
    if
     local.get $3
     local.set $5
     local.get $0
     local.get $21
     local.get $10
     i32.const 4
     i32.sub
     local.tee $2
     local.get $2
     local.get $21
     i32.gt_s
     select
     local.tee $24
     local.get $1
     i32.mul
     i32.add
     local.tee $14
     local.get $1
     i32.add
     local.tee $2
     local.get $1
     i32.add
     local.tee $22
     local.get $1
     i32.add
     local.set $15
     local.get $9
     if (result v128)
      local.get $8
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $9
       v128.load
      else
       local.get $8
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $9
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $11
       local.get $8
       i32.const 1
       i32.gt_s
       if
        local.get $9
        local.get $11
        v128.load32_lane offset=4 1
        local.set $11
       end
       local.get $8
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $9
        local.get $11
        v128.load32_lane offset=8 2
       else
        local.get $11
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $12
     local.get $9
     if (result v128)
      local.get $9
      i32.const 16
      i32.add
      local.set $25
      local.get $8
      i32.const 4
      i32.sub
      local.tee $26
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $25
       v128.load
      else
       local.get $26
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $25
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $11
       local.get $26
       i32.const 1
       i32.gt_s
       if
        local.get $25
        local.get $11
        v128.load32_lane offset=4 1
        local.set $11
       end
       local.get $26
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $25
        local.get $11
        v128.load32_lane offset=8 2
       else
        local.get $11
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $13
     local.get $9
     if (result v128)
      local.get $8
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $9
       v128.load
      else
       local.get $8
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $9
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $11
       local.get $8
       i32.const 1
       i32.gt_s
       if
        local.get $9
        local.get $11
        v128.load32_lane offset=4 1
        local.set $11
       end
       local.get $8
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $9
        local.get $11
        v128.load32_lane offset=8 2
       else
        local.get $11
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $16
     local.get $9
     if (result v128)
      local.get $9
      i32.const 16
      i32.add
      local.set $25
      local.get $8
      i32.const 4
      i32.sub
      local.tee $26
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $25
       v128.load
      else
       local.get $26
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $25
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $11
       local.get $26
       i32.const 1
       i32.gt_s
       if
        local.get $25
        local.get $11
        v128.load32_lane offset=4 1
        local.set $11
       end
       local.get $26
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $25
        local.get $11
        v128.load32_lane offset=8 2
       else
        local.get $11
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $17
     local.get $9
     if (result v128)
      local.get $8
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $9
       v128.load
      else
       local.get $8
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $9
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $11
       local.get $8
       i32.const 1
       i32.gt_s
       if
        local.get $9
        local.get $11
        v128.load32_lane offset=4 1
        local.set $11
       end
       local.get $8
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $9
        local.get $11
        v128.load32_lane offset=8 2
       else
        local.get $11
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $18
     local.get $9
     if (result v128)
      local.get $9
      i32.const 16
      i32.add
      local.set $25
      local.get $8
      i32.const 4
      i32.sub
      local.tee $26
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $25
       v128.load
      else
       local.get $26
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $25
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $11
       local.get $26
       i32.const 1
       i32.gt_s
       if
        local.get $25
        local.get $11
        v128.load32_lane offset=4 1
        local.set $11
       end
       local.get $26
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $25
        local.get $11
        v128.load32_lane offset=8 2
       else
        local.get $11
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $19
     local.get $9
     if (result v128)
      local.get $8
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $9
       v128.load
      else
       local.get $8
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $9
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $11
       local.get $8
       i32.const 1
       i32.gt_s
       if
        local.get $9
        local.get $11
        v128.load32_lane offset=4 1
        local.set $11
       end
       local.get $8
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $9
        local.get $11
        v128.load32_lane offset=8 2
       else
        local.get $11
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $20
     local.get $9
     if (result v128)
      local.get $9
      i32.const 16
      i32.add
      local.set $25
      local.get $8
      i32.const 4
      i32.sub
      local.tee $26
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $25
       v128.load
      else
       local.get $26
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $25
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $11
       local.get $26
       i32.const 1
       i32.gt_s
       if
        local.get $25
        local.get $11
        v128.load32_lane offset=4 1
        local.set $11
       end
       local.get $26
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $25
        local.get $11
        v128.load32_lane offset=8 2
       else
        local.get $11
       end
      end
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $11
     local.get $6
     local.get $7
     local.get $24
     i32.mul
     i32.add
     local.set $24
     local.get $14
     local.get $4
     i32.const 2
     i32.shl
     i32.add
     local.set $25
     loop $for-loop|3
      local.get $14
      local.get $25
      i32.lt_u
      if
       local.get $12
       local.get $14
       v128.load32_splat
       local.tee $27
       local.get $5
       v128.load
       local.tee $23
       f32x4.mul
       f32x4.add
       local.set $12
       local.get $13
       local.get $27
       local.get $5
       v128.load offset=16
       local.tee $27
       f32x4.mul
       f32x4.add
       local.set $13
       local.get $16
       local.get $2
       v128.load32_splat
       local.tee $28
       local.get $23
       f32x4.mul
       f32x4.add
       local.set $16
       local.get $17
       local.get $28
       local.get $27
       f32x4.mul
       f32x4.add
       local.set $17
       local.get $18
       local.get $22
       v128.load32_splat
       local.tee $28
       local.get $23
       f32x4.mul
       f32x4.add
       local.set $18
       local.get $19
       local.get $28
       local.get $27
       f32x4.mul
       f32x4.add
       local.set $19
       local.get $20
       local.get $15
       v128.load32_splat
       local.tee $28
       local.get $23
       f32x4.mul
       f32x4.add
       local.set $20
       local.get $11
       local.get $28
       local.get $27
       f32x4.mul
       f32x4.add
       local.set $11
       local.get $5
       i32.const 32
       i32.add
       local.set $5
       local.get $14
       i32.const 4
       i32.add
       local.set $14
       local.get $2
       i32.const 4
       i32.add
       local.set $2
       local.get $22
       i32.const 4
       i32.add
       local.set $22
       local.get $15
       i32.const 4
       i32.add
       local.set $15
       br $for-loop|3
      end
     end
     local.get $8
     i32.const 4
     i32.ge_s
     if
      local.get $24
      local.get $12
      v128.store
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if
       local.get $24
       local.get $12
       v128.store32_lane 0
      end
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $24
       local.get $12
       v128.store32_lane offset=4 1
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if
       local.get $24
       local.get $12
       v128.store32_lane offset=8 2
      end
     end
     local.get $24
     i32.const 16
     i32.add
     local.set $2
     local.get $8
     i32.const 4
     i32.sub
     local.tee $5
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $13
      v128.store
     else
      local.get $5
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $13
       v128.store32_lane 0
      end
      local.get $5
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $13
       v128.store32_lane offset=4 1
      end
      local.get $5
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $13
       v128.store32_lane offset=8 2
      end
     end
     local.get $7
     local.get $24
     i32.add
     local.set $2
     local.get $8
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $16
      v128.store
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $16
       v128.store32_lane 0
      end
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $16
       v128.store32_lane offset=4 1
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $16
       v128.store32_lane offset=8 2
      end
     end
     local.get $2
     i32.const 16
     i32.add
     local.set $2
     local.get $8
     i32.const 4
     i32.sub
     local.tee $5
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $17
      v128.store
     else
      local.get $5
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $17
       v128.store32_lane 0
      end
      local.get $5
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $17
       v128.store32_lane offset=4 1
      end
      local.get $5
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $17
       v128.store32_lane offset=8 2
      end
     end
     local.get $24
     local.get $7
     i32.const 1
     i32.shl
     i32.add
     local.set $2
     local.get $8
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $18
      v128.store
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $18
       v128.store32_lane 0
      end
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $18
       v128.store32_lane offset=4 1
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $18
       v128.store32_lane offset=8 2
      end
     end
     local.get $2
     i32.const 16
     i32.add
     local.set $2
     local.get $8
     i32.const 4
     i32.sub
     local.tee $5
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $19
      v128.store
     else
      local.get $5
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $19
       v128.store32_lane 0
      end
      local.get $5
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $19
       v128.store32_lane offset=4 1
      end
      local.get $5
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $19
       v128.store32_lane offset=8 2
      end
     end
     local.get $24
     local.get $7
     i32.const 3
     i32.mul
     i32.add
     local.set $2
     local.get $8
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $20
      v128.store
     else
      local.get $8
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $20
       v128.store32_lane 0
      end
      local.get $8
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $20
       v128.store32_lane offset=4 1
      end
      local.get $8
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $20
       v128.store32_lane offset=8 2
      end
     end
     local.get $2
     i32.const 16
     i32.add
     local.set $2
     local.get $8
     i32.const 4
     i32.sub
     local.tee $5
     i32.const 4
     i32.ge_s
     if
      local.get $2
      local.get $11
      v128.store
     else
      local.get $5
      i32.const 0
      i32.gt_s
      if
       local.get $2
       local.get $11
       v128.store32_lane 0
      end
      local.get $5
      i32.const 1
      i32.gt_s
      if
       local.get $2
       local.get $11
       v128.store32_lane offset=4 1
      end
      local.get $5
      i32.const 2
      i32.gt_s
      if
       local.get $2
       local.get $11
       v128.store32_lane offset=8 2
      end
     end
     local.get $21
     i32.const 4
     i32.add
     local.set $21
     br $for-loop|2
    end
   end
  end
 )
 (func $assembly/outer/outerRows (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32)
  (local $8 v128)
  (local $9 v128)
  (local $10 i32)
  (local $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  local.get $1
  local.get $2
  i32.mul
  local.tee $11
  i32.const 2
  i32.shl
  local.set $13
  local.get $4
  i32.const 2
  i32.shl
  local.set $14
  loop $for-loop|0
   local.get $11
   i32.const 0
   i32.gt_s
   if
    i32.const 0
    local.set $10
    loop $for-loop|1
     local.get $4
     local.get $10
     i32.gt_s
     if
      local.get $3
      local.get $10
      i32.const 2
      i32.shl
      i32.add
      local.set $1
      local.get $0
      local.tee $2
      v128.load32_splat
      local.get $4
      local.get $10
      i32.sub
      local.tee $12
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $1
       v128.load
      else
       local.get $12
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $1
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $8
       local.get $12
       i32.const 1
       i32.gt_s
       if
        local.get $1
        local.get $8
        v128.load32_lane offset=4 1
        local.set $8
       end
       local.get $12
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $1
        local.get $8
        v128.load32_lane offset=8 2
       else
        local.get $8
       end
      end
      f32x4.mul
      local.set $8
      i32.const 1
      local.set $12
      loop $for-loop|2
       local.get $5
       local.get $12
       i32.gt_s
       if
        local.get $1
        local.get $14
        i32.add
        local.set $1
        local.get $8
        local.get $2
        local.get $13
        i32.add
        local.tee $2
        v128.load32_splat
        local.get $4
        local.get $10
        i32.sub
        local.tee $15
        i32.const 4
        i32.ge_s
        if (result v128)
         local.get $1
         v128.load
        else
         local.get $15
         i32.const 0
         i32.gt_s
         if (result v128)
          local.get $1
          v128.load32_zero
         else
          v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
         end
         local.set $8
         local.get $15
         i32.const 1
         i32.gt_s
         if
          local.get $1
          local.get $8
          v128.load32_lane offset=4 1
          local.set $8
         end
         local.get $15
         i32.const 2
         i32.gt_s
         if (result v128)
          local.get $1
          local.get $8
          v128.load32_lane offset=8 2
         else
          local.get $8
         end
        end
        f32x4.mul
        f32x4.add
        local.set $8
        local.get $12
        i32.const 1
        i32.add
        local.set $12
        br $for-loop|2
       end
      end
      local.get $7
      if
       local.get $4
       local.get $10
       i32.sub
       local.tee $1
       i32.const 4
       i32.ge_s
       if (result v128)
        local.get $6
        v128.load
       else
        local.get $1
        i32.const 0
        i32.gt_s
        if (result v128)
         local.get $6
         v128.load32_zero
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $9
        local.get $1
        i32.const 1
        i32.gt_s
        if
         local.get $6
         local.get $9
         v128.load32_lane offset=4 1
         local.set $9
        end
        local.get $1
        i32.const 2
        i32.gt_s
        if (result v128)
         local.get $6
         local.get $9
         v128.load32_lane offset=8 2
        else
         local.get $9
        end
       end
       local.get $8
       f32x4.add
       local.set $8
      end
      local.get $4
      local.get $10
      i32.sub
      local.tee $1
      i32.const 4
      i32.ge_s
      if
       local.get $6
       local.get $8
       v128.store
      else
       local.get $1
       i32.const 0
       i32.gt_s
       if
        local.get $6
        local.get $8
        v128.store32_lane 0
       end
       local.get $1
       i32.const 1
       i32.gt_s
       if
        local.get $6
        local.get $8
        v128.store32_lane offset=4 1
       end
       local.get $1
       i32.const 2
       i32.gt_s
       if
        local.get $6
        local.get $8
        v128.store32_lane offset=8 2
       end
      end
      local.get $6
      i32.const 4
      local.get $4
      local.get $10
      i32.sub
      local.tee $1
      local.get $1
      i32.const 4
      i32.ge_s
      select
      i32.const 2
      i32.shl
      i32.add
      local.set $6
      local.get $10
      i32.const 4
      i32.add
      local.set $10
      br $for-loop|1
     end
    end
    local.get $0
    i32.const 4
    i32.add
    local.set $0
    local.get $11
    i32.const 1
    i32.sub
    local.set $11
    br $for-loop|0
   end
  end
 )
 (func $assembly/lstm/lstmStep (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32)
  local.get $4
  local.get $1
  local.get $2
  local.get $3
  local.get $2
  i32.const 2
  i32.shl
  local.tee $3
  local.get $0
  local.get $3
  i32.const 2
  i32.shl
  local.get $6
  call $assembly/gemm-f32/gemmExact
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $6
    local.get $3
    local.get $2
    local.get $4
    local.get $5
    call $assembly/lstm/cell
    local.get $6
    local.get $3
    i32.const 2
    i32.shl
    i32.add
    local.set $6
    local.get $3
    local.get $4
    i32.add
    local.set $4
    local.get $3
    local.get $5
    i32.add
    local.set $5
    local.get $1
    i32.const 1
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/lstm/cell (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32)
  (local $5 v128)
  (local $6 v128)
  (local $7 v128)
  (local $8 i32)
  (local $9 v128)
  (local $10 v128)
  loop $for-loop|0
   local.get $2
   i32.const 0
   i32.gt_s
   if
    local.get $2
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $0
     v128.load
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $0
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $5
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $5
      v128.load32_lane offset=4 1
      local.set $5
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $0
      local.get $5
      v128.load32_lane offset=8 2
     else
      local.get $5
     end
    end
    f32x4.neg
    v128.const i32x4 0xc2ae0000 0xc2ae0000 0xc2ae0000 0xc2ae0000
    f32x4.max
    v128.const i32x4 0x42b00000 0x42b00000 0x42b00000 0x42b00000
    f32x4.min
    local.tee $5
    v128.const i32x4 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b
    f32x4.mul
    f32x4.nearest
    local.set $6
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    v128.const i32x4 0x39500d01 0x39500d01 0x39500d01 0x39500d01
    local.get $5
    local.get $6
    v128.const i32x4 0x3f318000 0x3f318000 0x3f318000 0x3f318000
    f32x4.mul
    f32x4.sub
    local.get $6
    v128.const i32x4 0xb95e8083 0xb95e8083 0xb95e8083 0xb95e8083
    f32x4.mul
    f32x4.sub
    local.tee $5
    f32x4.mul
    v128.const i32x4 0x3ab60b61 0x3ab60b61 0x3ab60b61 0x3ab60b61
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3c088889 0x3c088889 0x3c088889 0x3c088889
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f000000 0x3f000000 0x3f000000 0x3f000000
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $6
    i32x4.trunc_sat_f32x4_s
    i32.const 23
    i32x4.shl
    i32x4.add
    f32x4.add
    f32x4.div
    local.set $7
    local.get $0
    local.get $1
    i32.add
    local.set $8
    local.get $2
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $8
     v128.load
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $8
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $5
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $8
      local.get $5
      v128.load32_lane offset=4 1
      local.set $5
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $8
      local.get $5
      v128.load32_lane offset=8 2
     else
      local.get $5
     end
    end
    f32x4.neg
    v128.const i32x4 0xc2ae0000 0xc2ae0000 0xc2ae0000 0xc2ae0000
    f32x4.max
    v128.const i32x4 0x42b00000 0x42b00000 0x42b00000 0x42b00000
    f32x4.min
    local.tee $5
    v128.const i32x4 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b
    f32x4.mul
    f32x4.nearest
    local.set $6
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    v128.const i32x4 0x39500d01 0x39500d01 0x39500d01 0x39500d01
    local.get $5
    local.get $6
    v128.const i32x4 0x3f318000 0x3f318000 0x3f318000 0x3f318000
    f32x4.mul
    f32x4.sub
    local.get $6
    v128.const i32x4 0xb95e8083 0xb95e8083 0xb95e8083 0xb95e8083
    f32x4.mul
    f32x4.sub
    local.tee $5
    f32x4.mul
    v128.const i32x4 0x3ab60b61 0x3ab60b61 0x3ab60b61 0x3ab60b61
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3c088889 0x3c088889 0x3c088889 0x3c088889
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f000000 0x3f000000 0x3f000000 0x3f000000
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $6
    i32x4.trunc_sat_f32x4_s
    i32.const 23
    i32x4.shl
    i32x4.add
    f32x4.add
    f32x4.div
    local.get $0
    local.get $1
    i32.const 1
    i32.shl
    i32.add
    local.set $8
    v128.const i32x4 0x40000000 0x40000000 0x40000000 0x40000000
    local.get $2
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $8
     v128.load
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $8
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $5
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $8
      local.get $5
      v128.load32_lane offset=4 1
      local.set $5
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $8
      local.get $5
      v128.load32_lane offset=8 2
     else
      local.get $5
     end
    end
    f32x4.mul
    v128.const i32x4 0xc2ae0000 0xc2ae0000 0xc2ae0000 0xc2ae0000
    f32x4.max
    v128.const i32x4 0x42b00000 0x42b00000 0x42b00000 0x42b00000
    f32x4.min
    local.tee $5
    v128.const i32x4 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b
    f32x4.mul
    f32x4.nearest
    local.set $9
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    v128.const i32x4 0x40000000 0x40000000 0x40000000 0x40000000
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    v128.const i32x4 0x39500d01 0x39500d01 0x39500d01 0x39500d01
    local.get $5
    local.get $9
    v128.const i32x4 0x3f318000 0x3f318000 0x3f318000 0x3f318000
    f32x4.mul
    f32x4.sub
    local.get $9
    v128.const i32x4 0xb95e8083 0xb95e8083 0xb95e8083 0xb95e8083
    f32x4.mul
    f32x4.sub
    local.tee $5
    f32x4.mul
    v128.const i32x4 0x3ab60b61 0x3ab60b61 0x3ab60b61 0x3ab60b61
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3c088889 0x3c088889 0x3c088889 0x3c088889
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f000000 0x3f000000 0x3f000000 0x3f000000
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $9
    i32x4.trunc_sat_f32x4_s
    i32.const 23
    i32x4.shl
    i32x4.add
    f32x4.add
    f32x4.div
    f32x4.sub
    local.set $9
    local.get $0
    local.get $1
    i32.const 3
    i32.mul
    i32.add
    local.set $8
    local.get $2
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $8
     v128.load
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $8
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $5
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $8
      local.get $5
      v128.load32_lane offset=4 1
      local.set $5
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $8
      local.get $5
      v128.load32_lane offset=8 2
     else
      local.get $5
     end
    end
    f32x4.neg
    v128.const i32x4 0xc2ae0000 0xc2ae0000 0xc2ae0000 0xc2ae0000
    f32x4.max
    v128.const i32x4 0x42b00000 0x42b00000 0x42b00000 0x42b00000
    f32x4.min
    local.tee $5
    v128.const i32x4 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b
    f32x4.mul
    f32x4.nearest
    local.set $10
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    v128.const i32x4 0x39500d01 0x39500d01 0x39500d01 0x39500d01
    local.get $5
    local.get $10
    v128.const i32x4 0x3f318000 0x3f318000 0x3f318000 0x3f318000
    f32x4.mul
    f32x4.sub
    local.get $10
    v128.const i32x4 0xb95e8083 0xb95e8083 0xb95e8083 0xb95e8083
    f32x4.mul
    f32x4.sub
    local.tee $5
    f32x4.mul
    v128.const i32x4 0x3ab60b61 0x3ab60b61 0x3ab60b61 0x3ab60b61
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3c088889 0x3c088889 0x3c088889 0x3c088889
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f000000 0x3f000000 0x3f000000 0x3f000000
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $10
    i32x4.trunc_sat_f32x4_s
    i32.const 23
    i32x4.shl
    i32x4.add
    f32x4.add
    f32x4.div
    local.set $10
    local.get $2
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $4
     v128.load
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $4
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $5
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $4
      local.get $5
      v128.load32_lane offset=4 1
      local.set $5
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $4
      local.get $5
      v128.load32_lane offset=8 2
     else
      local.get $5
     end
    end
    f32x4.mul
    local.get $7
    local.get $9
    f32x4.mul
    f32x4.add
    local.set $5
    local.get $2
    i32.const 4
    i32.ge_s
    if
     local.get $4
     local.get $5
     v128.store
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if
      local.get $4
      local.get $5
      v128.store32_lane 0
     end
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $4
      local.get $5
      v128.store32_lane offset=4 1
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if
      local.get $4
      local.get $5
      v128.store32_lane offset=8 2
     end
    end
    v128.const i32x4 0x40000000 0x40000000 0x40000000 0x40000000
    local.get $5
    f32x4.mul
    v128.const i32x4 0xc2ae0000 0xc2ae0000 0xc2ae0000 0xc2ae0000
    f32x4.max
    v128.const i32x4 0x42b00000 0x42b00000 0x42b00000 0x42b00000
    f32x4.min
    local.tee $5
    v128.const i32x4 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b
    f32x4.mul
    f32x4.nearest
    local.set $6
    local.get $10
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    v128.const i32x4 0x40000000 0x40000000 0x40000000 0x40000000
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    v128.const i32x4 0x39500d01 0x39500d01 0x39500d01 0x39500d01
    local.get $5
    local.get $6
    v128.const i32x4 0x3f318000 0x3f318000 0x3f318000 0x3f318000
    f32x4.mul
    f32x4.sub
    local.get $6
    v128.const i32x4 0xb95e8083 0xb95e8083 0xb95e8083 0xb95e8083
    f32x4.mul
    f32x4.sub
    local.tee $5
    f32x4.mul
    v128.const i32x4 0x3ab60b61 0x3ab60b61 0x3ab60b61 0x3ab60b61
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3c088889 0x3c088889 0x3c088889 0x3c088889
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f000000 0x3f000000 0x3f000000 0x3f000000
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $5
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $6
    i32x4.trunc_sat_f32x4_s
    i32.const 23
    i32x4.shl
    i32x4.add
    f32x4.add
    f32x4.div
    f32x4.sub
    f32x4.mul
    local.set $5
    local.get $2
    i32.const 4
    i32.ge_s
    if
     local.get $3
     local.get $5
     v128.store
    else
     local.get $2
     i32.const 0
     i32.gt_s
     if
      local.get $3
      local.get $5
      v128.store32_lane 0
     end
     local.get $2
     i32.const 1
     i32.gt_s
     if
      local.get $3
      local.get $5
      v128.store32_lane offset=4 1
     end
     local.get $2
     i32.const 2
     i32.gt_s
     if
      local.get $3
      local.get $5
      v128.store32_lane offset=8 2
     end
    end
    local.get $0
    i32.const 16
    i32.add
    local.set $0
    local.get $3
    i32.const 16
    i32.add
    local.set $3
    local.get $4
    i32.const 16
    i32.add
    local.set $4
    local.get $2
    i32.const 4
    i32.sub
    local.set $2
    br $for-loop|0
   end
  end
 )
 (func $assembly/low-rank/lowRank (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32)
  (local $10 i32)
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $0
    i32.const 16
    local.get $1
    local.get $1
    i32.const 16
    i32.ge_s
    select
    local.tee $10
    local.get $2
    local.get $3
    local.get $4
    i32.const 0
    i32.const 0
    local.get $9
    call $assembly/gemm-f32/gemmExact
    local.get $9
    local.get $10
    local.get $4
    local.get $5
    local.get $6
    local.get $7
    i32.const 0
    local.get $8
    call $assembly/gemm-f32/gemmExact
    local.get $0
    local.get $2
    i32.const 6
    i32.shl
    i32.add
    local.set $0
    local.get $8
    local.get $6
    i32.const 6
    i32.shl
    i32.add
    local.set $8
    local.get $1
    i32.const 16
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/layer-norm/scale (param $0 i32) (param $1 f32) (param $2 i32) (param $3 i32) (param $4 i32)
  (local $5 v128)
  (local $6 v128)
  local.get $1
  f32x4.splat
  local.set $6
  loop $for-loop|0
   local.get $4
   i32.const 8
   i32.ge_s
   if
    local.get $0
    v128.load offset=16
    local.get $6
    f32x4.mul
    local.set $5
    local.get $0
    local.get $0
    v128.load
    local.get $6
    f32x4.mul
    local.get $2
    v128.load
    f32x4.mul
    local.get $3
    v128.load
    f32x4.add
    v128.store
    local.get $0
    local.get $5
    local.get $2
    v128.load offset=16
    f32x4.mul
    local.get $3
    v128.load offset=16
    f32x4.add
    v128.store offset=16
    local.get $0
    i32.const 32
    i32.add
    local.set $0
    local.get $2
    i32.const 32
    i32.add
    local.set $2
    local.get $3
    i32.const 32
    i32.add
    local.set $3
    local.get $4
    i32.const 8
    i32.sub
    local.set $4
    br $for-loop|0
   end
  end
  loop $for-loop|1
   local.get $4
   i32.const 0
   i32.gt_s
   if
    local.get $4
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $0
     v128.load
    else
     local.get $4
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $0
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $5
     local.get $4
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $5
      v128.load32_lane offset=4 1
      local.set $5
     end
     local.get $4
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $0
      local.get $5
      v128.load32_lane offset=8 2
     else
      local.get $5
     end
    end
    local.get $6
    f32x4.mul
    local.get $4
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $2
     v128.load
    else
     local.get $4
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $2
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $5
     local.get $4
     i32.const 1
     i32.gt_s
     if
      local.get $2
      local.get $5
      v128.load32_lane offset=4 1
      local.set $5
     end
     local.get $4
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $2
      local.get $5
      v128.load32_lane offset=8 2
     else
      local.get $5
     end
    end
    f32x4.mul
    local.get $4
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $3
     v128.load
    else
     local.get $4
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $3
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $5
     local.get $4
     i32.const 1
     i32.gt_s
     if
      local.get $3
      local.get $5
      v128.load32_lane offset=4 1
      local.set $5
     end
     local.get $4
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $3
      local.get $5
      v128.load32_lane offset=8 2
     else
      local.get $5
     end
    end
    f32x4.add
    local.set $5
    local.get $4
    i32.const 4
    i32.ge_s
    if
     local.get $0
     local.get $5
     v128.store
    else
     local.get $4
     i32.const 0
     i32.gt_s
     if
      local.get $0
      local.get $5
      v128.store32_lane 0
     end
     local.get $4
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $5
      v128.store32_lane offset=4 1
     end
     local.get $4
     i32.const 2
     i32.gt_s
     if
      local.get $0
      local.get $5
      v128.store32_lane offset=8 2
     end
    end
    local.get $0
    i32.const 16
    i32.add
    local.set $0
    local.get $2
    i32.const 16
    i32.add
    local.set $2
    local.get $3
    i32.const 16
    i32.add
    local.set $3
    local.get $4
    i32.const 4
    i32.sub
    local.set $4
    br $for-loop|1
   end
  end
 )
 (func $assembly/layer-norm/layerNorm (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 f32) (param $5 i32) (param $6 i32) (param $7 i32)
  (local $8 i32)
  (local $9 i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 v128)
  (local $13 i32)
  (local $14 i32)
  (local $15 v128)
  (local $16 v128)
  (local $17 i32)
  (local $18 f32)
  (local $19 f32)
  (local $20 f32)
  (local $21 v128)
  (local $22 v128)
  local.get $6
  i32.const 2
  i32.shl
  local.set $17
  loop $for-loop|0
   local.get $5
   i32.const 0
   i32.gt_s
   if
    local.get $0
    local.set $10
    local.get $6
    local.tee $9
    local.set $13
    local.get $7
    local.tee $11
    local.set $14
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $15
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $16
    local.get $1
    local.tee $8
    if
     loop $for-loop|00
      local.get $13
      i32.const 8
      i32.ge_s
      if
       local.get $10
       v128.load offset=16
       local.get $8
       v128.load offset=16
       f32x4.add
       local.set $12
       local.get $14
       local.get $10
       v128.load
       local.get $8
       v128.load
       f32x4.add
       local.tee $21
       v128.store
       local.get $14
       local.get $12
       v128.store offset=16
       local.get $15
       local.get $21
       f32x4.add
       local.set $15
       local.get $16
       local.get $12
       f32x4.add
       local.set $16
       local.get $10
       i32.const 32
       i32.add
       local.set $10
       local.get $8
       i32.const 32
       i32.add
       local.set $8
       local.get $14
       i32.const 32
       i32.add
       local.set $14
       local.get $13
       i32.const 8
       i32.sub
       local.set $13
       br $for-loop|00
      end
     end
    end
    loop $for-loop|1
     local.get $13
     i32.const 0
     i32.gt_s
     if
      local.get $13
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $10
       v128.load
      else
       local.get $13
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $10
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $12
       local.get $13
       i32.const 1
       i32.gt_s
       if
        local.get $10
        local.get $12
        v128.load32_lane offset=4 1
        local.set $12
       end
       local.get $13
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $10
        local.get $12
        v128.load32_lane offset=8 2
       else
        local.get $12
       end
      end
      local.set $12
      local.get $8
      if
       local.get $12
       local.get $13
       i32.const 4
       i32.ge_s
       if (result v128)
        local.get $8
        v128.load
       else
        local.get $13
        i32.const 0
        i32.gt_s
        if (result v128)
         local.get $8
         v128.load32_zero
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $12
        local.get $13
        i32.const 1
        i32.gt_s
        if
         local.get $8
         local.get $12
         v128.load32_lane offset=4 1
         local.set $12
        end
        local.get $13
        i32.const 2
        i32.gt_s
        if (result v128)
         local.get $8
         local.get $12
         v128.load32_lane offset=8 2
        else
         local.get $12
        end
       end
       f32x4.add
       local.set $12
       local.get $8
       i32.const 16
       i32.add
       local.set $8
      end
      local.get $13
      i32.const 4
      i32.ge_s
      if
       local.get $14
       local.get $12
       v128.store
      else
       local.get $13
       i32.const 0
       i32.gt_s
       if
        local.get $14
        local.get $12
        v128.store32_lane 0
       end
       local.get $13
       i32.const 1
       i32.gt_s
       if
        local.get $14
        local.get $12
        v128.store32_lane offset=4 1
       end
       local.get $13
       i32.const 2
       i32.gt_s
       if
        local.get $14
        local.get $12
        v128.store32_lane offset=8 2
       end
      end
      local.get $15
      local.get $12
      f32x4.add
      local.set $15
      local.get $10
      i32.const 16
      i32.add
      local.set $10
      local.get $14
      i32.const 16
      i32.add
      local.set $14
      local.get $13
      i32.const 4
      i32.sub
      local.set $13
      br $for-loop|1
     end
    end
    local.get $15
    local.get $16
    f32x4.add
    local.tee $12
    local.get $12
    local.get $12
    i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
    f32x4.add
    local.tee $12
    f32x4.extract_lane 0
    local.get $12
    f32x4.extract_lane 1
    f32.add
    local.get $6
    f32.convert_i32_s
    f32.div
    local.tee $20
    f32x4.splat
    local.set $21
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $12
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.set $15
    loop $for-loop|001
     local.get $9
     i32.const 8
     i32.ge_s
     if
      local.get $11
      v128.load offset=16
      local.get $21
      f32x4.sub
      local.set $22
      local.get $11
      local.get $11
      v128.load
      local.get $21
      f32x4.sub
      local.tee $16
      v128.store
      local.get $11
      local.get $22
      v128.store offset=16
      local.get $12
      local.get $16
      local.get $16
      f32x4.mul
      f32x4.add
      local.set $12
      local.get $15
      local.get $22
      local.get $22
      f32x4.mul
      f32x4.add
      local.set $15
      local.get $11
      i32.const 32
      i32.add
      local.set $11
      local.get $9
      i32.const 8
      i32.sub
      local.set $9
      br $for-loop|001
     end
    end
    local.get $12
    local.get $15
    f32x4.add
    local.tee $12
    local.get $12
    local.get $12
    i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7
    f32x4.add
    local.tee $12
    f32x4.extract_lane 0
    local.get $12
    f32x4.extract_lane 1
    f32.add
    local.set $18
    loop $for-loop|12
     local.get $9
     i32.const 0
     i32.gt_s
     if
      local.get $11
      local.get $11
      f32.load
      local.get $20
      f32.sub
      local.tee $19
      f32.store
      local.get $18
      local.get $19
      local.get $19
      f32.mul
      f32.add
      local.set $18
      local.get $11
      i32.const 4
      i32.add
      local.set $11
      local.get $9
      i32.const 1
      i32.sub
      local.set $9
      br $for-loop|12
     end
    end
    local.get $7
    f32.const 1
    local.get $18
    local.get $6
    f32.convert_i32_s
    f32.div
    local.get $4
    f32.add
    f32.sqrt
    f32.div
    local.get $2
    local.get $3
    local.get $6
    call $assembly/layer-norm/scale
    local.get $0
    local.get $17
    i32.add
    local.set $0
    local.get $7
    local.get $17
    i32.add
    local.set $7
    local.get $1
    local.get $17
    i32.add
    local.get $1
    local.get $1
    select
    local.set $1
    local.get $5
    i32.const 1
    i32.sub
    local.set $5
    br $for-loop|0
   end
  end
 )
 (func $assembly/kronecker-small-b/kroneckerSmallB (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32) (param $10 i32) (param $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 i32)
  (local $20 i32)
  local.get $4
  local.get $6
  i32.mul
  i32.const 2
  i32.shl
  local.set $15
  local.get $11
  local.get $5
  local.get $8
  i32.mul
  local.tee $16
  i32.const 2
  i32.shl
  local.tee $17
  local.get $6
  i32.const 4
  i32.shl
  i32.mul
  i32.add
  local.set $18
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    i32.const 16
    local.get $1
    local.get $1
    i32.const 16
    i32.ge_s
    select
    local.set $14
    i32.const 0
    local.set $12
    loop $for-loop|1
     local.get $12
     local.get $14
     i32.lt_s
     if
      local.get $0
      local.get $5
      local.get $12
      i32.mul
      local.get $7
      i32.mul
      i32.const 2
      i32.shl
      i32.add
      local.get $3
      local.get $5
      local.get $6
      local.get $7
      local.get $8
      local.get $11
      local.get $6
      local.get $12
      i32.mul
      local.get $17
      i32.mul
      i32.add
      call $assembly/kronecker-small-b/columnsAsRows
      local.get $12
      i32.const 1
      i32.add
      local.set $12
      br $for-loop|1
     end
    end
    i32.const 0
    local.set $12
    loop $for-loop|2
     local.get $4
     local.get $12
     i32.gt_s
     if
      local.get $6
      local.get $12
      i32.mul
      i32.const 2
      i32.shl
      local.set $19
      local.get $11
      local.get $17
      local.get $6
      local.get $14
      i32.mul
      local.get $2
      local.get $12
      i32.const 8
      i32.div_s
      local.get $16
      i32.const 5
      i32.shl
      i32.mul
      i32.add
      local.get $16
      i32.const 0
      i32.const 0
      local.get $18
      i32.const 32
      i32.const 8
      call $assembly/panel/panelExact
      i32.const 0
      local.set $13
      loop $for-loop|3
       local.get $13
       local.get $14
       i32.lt_u
       if
        local.get $18
        local.get $6
        local.get $13
        i32.mul
        i32.const 5
        i32.shl
        i32.add
        local.get $6
        i32.const 8
        local.get $4
        local.get $12
        i32.sub
        local.tee $20
        local.get $20
        i32.const 8
        i32.gt_s
        select
        local.get $9
        local.get $19
        i32.add
        i32.const 0
        local.get $9
        select
        local.get $10
        local.get $13
        local.get $15
        i32.mul
        i32.add
        local.get $19
        i32.add
        call $assembly/kronecker-small-b/rowsAsColumns
        local.get $13
        i32.const 1
        i32.add
        local.set $13
        br $for-loop|3
       end
      end
      local.get $12
      i32.const 8
      i32.add
      local.set $12
      br $for-loop|2
     end
    end
    local.get $0
    local.get $5
    i32.const 4
    i32.shl
    local.get $7
    i32.mul
    i32.const 2
    i32.shl
    i32.add
    local.set $0
    local.get $10
    local.get $15
    i32.const 4
    i32.shl
    i32.add
    local.set $10
    local.get $1
    i32.const 16
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/kronecker-i16/kroneckerSmallBI16 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32) (param $10 i32) (param $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 i32)
  (local $20 i32)
  (local $21 i32)
  (local $22 i32)
  (local $23 i32)
  (local $24 i32)
  local.get $5
  local.get $7
  i32.mul
  i32.const 2
  i32.shl
  local.set $16
  local.get $7
  local.get $6
  i32.const 7
  i32.add
  i32.const -8
  i32.and
  local.tee $12
  i32.const 1
  i32.shl
  i32.mul
  local.set $21
  local.get $12
  i32.const 4
  i32.shl
  i32.const 32
  i32.add
  local.set $22
  local.get $11
  local.get $6
  local.get $7
  i32.mul
  i32.const 2
  i32.shl
  i32.add
  local.tee $23
  local.get $6
  i32.const 2
  i32.shl
  i32.add
  local.tee $17
  local.get $7
  i32.const 9
  i32.shl
  i32.add
  local.tee $18
  local.get $7
  i32.const 6
  i32.shl
  i32.add
  local.set $19
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    i32.const 16
    local.get $1
    local.get $1
    i32.const 16
    i32.ge_s
    select
    local.set $15
    i32.const 0
    local.set $12
    loop $for-loop|1
     local.get $12
     local.get $15
     i32.lt_s
     if
      local.get $0
      local.get $6
      local.get $12
      i32.mul
      local.get $8
      i32.mul
      i32.const 2
      i32.shl
      i32.add
      local.get $3
      local.get $6
      local.get $7
      local.get $8
      i32.const 1
      local.get $11
      call $assembly/kronecker-small-b/columnsAsRows
      local.get $11
      local.get $7
      local.get $6
      local.get $4
      local.get $23
      local.get $19
      local.get $12
      local.get $21
      i32.mul
      i32.add
      local.get $18
      local.get $7
      local.get $12
      i32.mul
      i32.const 2
      i32.shl
      i32.add
      i32.const 1
      call $assembly/kronecker-i16/round
      local.get $12
      i32.const 1
      i32.add
      local.set $12
      br $for-loop|1
     end
    end
    local.get $2
    local.set $12
    i32.const 0
    local.set $13
    loop $for-loop|2
     local.get $5
     local.get $13
     i32.gt_s
     if
      local.get $7
      local.get $13
      i32.mul
      i32.const 2
      i32.shl
      local.set $20
      local.get $19
      local.get $7
      local.get $15
      i32.mul
      local.get $12
      local.get $6
      local.get $18
      i32.const 0
      local.get $17
      i32.const 32
      i32.const 8
      call $assembly/panel-i16/panelI16
      i32.const 0
      local.set $14
      loop $for-loop|3
       local.get $14
       local.get $15
       i32.lt_u
       if
        local.get $17
        local.get $7
        local.get $14
        i32.mul
        i32.const 5
        i32.shl
        i32.add
        local.get $7
        i32.const 8
        local.get $5
        local.get $13
        i32.sub
        local.tee $24
        local.get $24
        i32.const 8
        i32.gt_s
        select
        local.get $9
        local.get $20
        i32.add
        i32.const 0
        local.get $9
        select
        local.get $10
        local.get $14
        local.get $16
        i32.mul
        i32.add
        local.get $20
        i32.add
        call $assembly/kronecker-small-b/rowsAsColumns
        local.get $14
        i32.const 1
        i32.add
        local.set $14
        br $for-loop|3
       end
      end
      local.get $12
      local.get $22
      i32.add
      local.set $12
      local.get $13
      i32.const 8
      i32.add
      local.set $13
      br $for-loop|2
     end
    end
    local.get $0
    local.get $6
    i32.const 4
    i32.shl
    local.get $8
    i32.mul
    i32.const 2
    i32.shl
    i32.add
    local.set $0
    local.get $10
    local.get $16
    i32.const 4
    i32.shl
    i32.add
    local.set $10
    local.get $1
    i32.const 16
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/kronecker-i16/kroneckerBFirstI16 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32) (param $10 i32) (param $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 i32)
  (local $20 i32)
  (local $21 i32)
  (local $22 i32)
  (local $23 i32)
  local.get $5
  local.get $7
  i32.mul
  i32.const 2
  i32.shl
  local.set $15
  local.get $8
  i32.const 7
  i32.add
  i32.const -8
  i32.and
  i32.const 4
  i32.shl
  i32.const 32
  i32.add
  local.set $20
  local.get $11
  local.get $6
  i32.const 5
  i32.shl
  local.tee $21
  i32.const 4
  i32.shl
  i32.add
  local.tee $22
  local.get $8
  i32.const 2
  i32.shl
  i32.add
  local.tee $16
  local.get $6
  i32.const 6
  i32.shl
  i32.add
  local.set $17
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $0
    i32.const 16
    local.get $1
    local.get $1
    i32.const 16
    i32.ge_s
    select
    local.tee $18
    local.get $6
    i32.mul
    local.get $8
    local.get $4
    local.get $22
    local.get $17
    local.get $16
    i32.const 1
    call $assembly/kronecker-i16/round
    local.get $3
    local.set $12
    i32.const 0
    local.set $13
    loop $for-loop|1
     local.get $7
     local.get $13
     i32.gt_s
     if
      local.get $13
      i32.const 2
      i32.shl
      local.set $19
      local.get $17
      local.get $6
      local.get $18
      i32.mul
      local.get $12
      local.get $8
      local.get $16
      i32.const 0
      local.get $11
      i32.const 32
      i32.const 8
      call $assembly/panel-i16/panelI16
      i32.const 0
      local.set $14
      loop $for-loop|2
       local.get $14
       local.get $18
       i32.lt_u
       if
        local.get $11
        local.get $14
        local.get $21
        i32.mul
        i32.add
        i32.const 0
        local.get $2
        local.get $5
        local.get $6
        local.get $7
        i32.const 1
        local.get $9
        local.get $19
        i32.add
        i32.const 0
        local.get $9
        select
        local.get $10
        local.get $14
        local.get $15
        i32.mul
        i32.add
        local.get $19
        i32.add
        i32.const 8
        local.get $7
        local.get $13
        i32.sub
        local.tee $23
        local.get $23
        i32.const 8
        i32.gt_s
        select
        call $assembly/kronecker-b-first/widen
        local.get $14
        i32.const 1
        i32.add
        local.set $14
        br $for-loop|2
       end
      end
      local.get $12
      local.get $20
      i32.add
      local.set $12
      local.get $13
      i32.const 8
      i32.add
      local.set $13
      br $for-loop|1
     end
    end
    local.get $0
    local.get $6
    i32.const 4
    i32.shl
    local.get $8
    i32.mul
    i32.const 2
    i32.shl
    i32.add
    local.set $0
    local.get $10
    local.get $15
    i32.const 4
    i32.shl
    i32.add
    local.set $10
    local.get $1
    i32.const 16
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/kronecker-i16/kroneckerAFirstI16 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32) (param $10 i32) (param $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 i32)
  (local $20 i32)
  (local $21 i32)
  (local $22 i32)
  local.get $5
  local.get $7
  i32.mul
  i32.const 2
  i32.shl
  local.set $15
  local.get $8
  i32.const 7
  i32.add
  i32.const -8
  i32.and
  local.tee $12
  i32.const 1
  i32.shl
  local.set $16
  local.get $12
  i32.const 4
  i32.shl
  i32.const 32
  i32.add
  local.set $20
  local.get $11
  local.get $5
  local.get $8
  i32.mul
  i32.const 2
  i32.shl
  i32.add
  local.tee $21
  local.get $8
  i32.const 2
  i32.shl
  i32.add
  local.tee $17
  local.get $5
  i32.const 6
  i32.shl
  i32.add
  local.set $18
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    i32.const 16
    local.get $1
    local.get $1
    i32.const 16
    i32.ge_s
    select
    local.set $19
    i32.const 0
    local.set $12
    loop $for-loop|1
     local.get $12
     local.get $19
     i32.lt_s
     if
      local.get $0
      local.get $6
      local.get $12
      i32.mul
      local.get $8
      i32.mul
      i32.const 2
      i32.shl
      i32.add
      local.get $2
      local.get $5
      local.get $6
      local.get $8
      i32.const 1
      local.get $11
      call $assembly/kronecker-a-first/narrow
      local.get $11
      local.get $5
      local.get $8
      local.get $4
      local.get $21
      local.get $18
      local.get $12
      local.get $16
      i32.mul
      i32.add
      local.get $17
      local.get $12
      i32.const 2
      i32.shl
      i32.add
      i32.const 16
      call $assembly/kronecker-i16/round
      local.get $12
      i32.const 1
      i32.add
      local.set $12
      br $for-loop|1
     end
    end
    local.get $3
    local.set $12
    i32.const 0
    local.set $13
    loop $for-loop|2
     local.get $7
     local.get $13
     i32.gt_s
     if
      i32.const 0
      local.set $14
      loop $for-loop|3
       local.get $5
       local.get $14
       i32.gt_s
       if
        local.get $18
        local.get $14
        i32.const 4
        i32.shl
        local.tee $22
        local.get $16
        i32.mul
        i32.add
        local.get $19
        local.get $12
        local.get $8
        local.get $17
        local.get $22
        i32.const 2
        i32.shl
        i32.add
        local.get $7
        local.get $14
        i32.mul
        local.get $13
        i32.add
        i32.const 2
        i32.shl
        local.tee $22
        local.get $9
        i32.add
        i32.const 0
        local.get $9
        select
        local.get $10
        local.get $22
        i32.add
        local.get $15
        i32.const 8
        local.get $7
        local.get $13
        i32.sub
        local.tee $22
        local.get $22
        i32.const 8
        i32.gt_s
        select
        call $assembly/panel-i16/panelI16
        local.get $14
        i32.const 1
        i32.add
        local.set $14
        br $for-loop|3
       end
      end
      local.get $12
      local.get $20
      i32.add
      local.set $12
      local.get $13
      i32.const 8
      i32.add
      local.set $13
      br $for-loop|2
     end
    end
    local.get $0
    local.get $6
    i32.const 4
    i32.shl
    local.get $8
    i32.mul
    i32.const 2
    i32.shl
    i32.add
    local.set $0
    local.get $10
    local.get $15
    i32.const 4
    i32.shl
    i32.add
    local.set $10
    local.get $1
    i32.const 16
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/kronecker-b-first/kroneckerBFirst (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32) (param $10 i32) (param $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 i32)
  (local $20 i32)
  local.get $4
  local.get $6
  i32.mul
  i32.const 2
  i32.shl
  local.set $14
  local.get $5
  i32.const 5
  i32.shl
  local.tee $17
  i32.const 4
  i32.shl
  local.set $15
  local.get $7
  i32.const 5
  i32.shl
  local.tee $18
  local.get $6
  i32.const 7
  i32.add
  i32.const 8
  i32.div_s
  i32.mul
  local.set $19
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    i32.const 16
    local.get $1
    local.get $1
    i32.const 16
    i32.ge_s
    select
    local.set $16
    i32.const 0
    local.set $13
    loop $for-loop|1
     local.get $6
     local.get $13
     i32.gt_s
     if
      i32.const 0
      local.set $12
      loop $for-loop|2
       local.get $8
       local.get $12
       i32.gt_u
       if
        local.get $0
        local.get $7
        i32.const 2
        i32.shl
        local.get $5
        local.get $16
        i32.mul
        local.get $3
        local.get $12
        local.get $19
        i32.mul
        i32.add
        local.get $13
        i32.const 8
        i32.div_s
        local.get $18
        i32.mul
        i32.add
        local.get $7
        i32.const 0
        i32.const 0
        local.get $11
        local.get $12
        local.get $15
        i32.mul
        i32.add
        i32.const 32
        i32.const 8
        call $assembly/panel/panelExact
        local.get $12
        i32.const 1
        i32.add
        local.set $12
        br $for-loop|2
       end
      end
      i32.const 0
      local.set $12
      loop $for-loop|3
       local.get $12
       local.get $16
       i32.lt_u
       if
        local.get $11
        local.get $12
        local.get $17
        i32.mul
        i32.add
        local.get $15
        local.get $2
        local.get $4
        local.get $5
        local.get $6
        local.get $8
        local.get $13
        i32.const 2
        i32.shl
        local.tee $20
        local.get $9
        i32.add
        i32.const 0
        local.get $9
        select
        local.get $10
        local.get $12
        local.get $14
        i32.mul
        i32.add
        local.get $20
        i32.add
        i32.const 8
        local.get $6
        local.get $13
        i32.sub
        local.tee $20
        local.get $20
        i32.const 8
        i32.gt_s
        select
        call $assembly/kronecker-b-first/widen
        local.get $12
        i32.const 1
        i32.add
        local.set $12
        br $for-loop|3
       end
      end
      local.get $13
      i32.const 8
      i32.add
      local.set $13
      br $for-loop|1
     end
    end
    local.get $0
    local.get $5
    i32.const 4
    i32.shl
    local.get $7
    i32.mul
    i32.const 2
    i32.shl
    i32.add
    local.set $0
    local.get $10
    local.get $14
    i32.const 4
    i32.shl
    i32.add
    local.set $10
    local.get $1
    i32.const 16
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/kronecker-a-first/kroneckerAFirst (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32) (param $10 i32) (param $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 i32)
  local.get $7
  local.get $8
  i32.mul
  local.tee $15
  i32.const 2
  i32.shl
  local.set $14
  local.get $4
  local.get $6
  i32.mul
  i32.const 2
  i32.shl
  local.set $16
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    i32.const 16
    local.get $1
    local.get $1
    i32.const 16
    i32.ge_s
    select
    local.set $17
    i32.const 0
    local.set $12
    loop $for-loop|1
     local.get $12
     local.get $17
     i32.lt_s
     if
      local.get $0
      local.get $5
      local.get $12
      i32.mul
      local.get $7
      i32.mul
      i32.const 2
      i32.shl
      i32.add
      local.get $2
      local.get $4
      local.get $5
      local.get $7
      local.get $8
      local.get $11
      local.get $4
      local.get $12
      i32.mul
      local.get $14
      i32.mul
      i32.add
      call $assembly/kronecker-a-first/narrow
      local.get $12
      i32.const 1
      i32.add
      local.set $12
      br $for-loop|1
     end
    end
    i32.const 0
    local.set $12
    loop $for-loop|2
     local.get $6
     local.get $12
     i32.gt_s
     if
      local.get $3
      local.get $12
      i32.const 8
      i32.div_s
      local.get $15
      i32.const 5
      i32.shl
      i32.mul
      i32.add
      local.set $18
      i32.const 0
      local.set $13
      loop $for-loop|3
       local.get $4
       local.get $13
       i32.gt_s
       if
        local.get $11
        local.get $13
        local.get $14
        i32.mul
        i32.add
        local.get $4
        local.get $14
        i32.mul
        local.get $17
        local.get $18
        local.get $15
        local.get $6
        local.get $13
        i32.mul
        local.get $12
        i32.add
        i32.const 2
        i32.shl
        local.tee $19
        local.get $9
        i32.add
        i32.const 0
        local.get $9
        select
        i32.const 0
        local.get $10
        local.get $19
        i32.add
        local.get $16
        i32.const 8
        local.get $6
        local.get $12
        i32.sub
        local.tee $19
        local.get $19
        i32.const 8
        i32.gt_s
        select
        call $assembly/panel/panelExact
        local.get $13
        i32.const 1
        i32.add
        local.set $13
        br $for-loop|3
       end
      end
      local.get $12
      i32.const 8
      i32.add
      local.set $12
      br $for-loop|2
     end
    end
    local.get $0
    local.get $5
    i32.const 4
    i32.shl
    local.get $7
    i32.mul
    i32.const 2
    i32.shl
    i32.add
    local.set $0
    local.get $10
    local.get $16
    i32.const 4
    i32.shl
    i32.add
    local.set $10
    local.get $1
    i32.const 16
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/gemm-i8/packI8 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32)
  (local $9 i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 f32)
  loop $for-loop|0
   local.get $6
   local.get $11
   i32.gt_s
   if
    i32.const 0
    local.set $10
    loop $for-loop|1
     local.get $10
     i32.const 8
     i32.lt_s
     if
      local.get $10
      local.get $11
      i32.add
      local.tee $12
      local.get $6
      i32.lt_s
      local.set $13
      local.get $8
      local.get $10
      i32.const 2
      i32.shl
      i32.add
      local.set $14
      i32.const 0
      local.set $15
      i32.const 0
      local.set $9
      loop $for-loop|2
       local.get $9
       local.get $7
       i32.const 3
       i32.add
       i32.const -4
       i32.and
       i32.lt_s
       if
        local.get $8
        i32.const 96
        i32.add
        local.get $9
        i32.const 2
        i32.shr_s
        i32.const 5
        i32.shl
        i32.add
        local.get $10
        i32.const 2
        i32.shl
        i32.add
        local.get $9
        i32.const 3
        i32.and
        i32.add
        local.get $7
        local.get $9
        i32.gt_s
        local.get $13
        i32.and
        if (result i32)
         local.get $0
         local.get $1
         local.get $12
         i32.mul
         i32.add
         local.get $2
         local.get $9
         i32.mul
         i32.add
         i32.load8_u
         local.get $3
         i32.xor
        else
         i32.const 0
        end
        local.tee $16
        i32.store8
        local.get $15
        local.get $16
        i32.extend8_s
        i32.add
        local.set $15
        local.get $9
        i32.const 1
        i32.add
        local.set $9
        br $for-loop|2
       end
      end
      local.get $14
      local.get $13
      if (result f32)
       local.get $4
       local.get $12
       i32.const 2
       i32.shl
       i32.add
       f32.load
      else
       f32.const 0
      end
      local.tee $17
      f32.store
      local.get $14
      local.get $17
      local.get $15
      f32.convert_i32_s
      f32.mul
      f32.store offset=32
      local.get $14
      local.get $5
      i32.const 0
      local.get $13
      select
      if (result f32)
       local.get $5
       local.get $12
       i32.const 2
       i32.shl
       i32.add
       f32.load
      else
       f32.const 0
      end
      f32.store offset=64
      local.get $10
      i32.const 1
      i32.add
      local.set $10
      br $for-loop|1
     end
    end
    local.get $8
    local.get $7
    i32.const 3
    i32.add
    i32.const -4
    i32.and
    i32.const 3
    i32.shl
    i32.const 96
    i32.add
    i32.add
    local.set $8
    local.get $11
    i32.const 8
    i32.add
    local.set $11
    br $for-loop|0
   end
  end
 )
 (func $assembly/gemm-i8/linearI8 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32)
  (local $9 v128)
  (local $10 i32)
  (local $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 i32)
  (local $20 i32)
  (local $21 i32)
  (local $22 v128)
  (local $23 v128)
  (local $24 v128)
  (local $25 v128)
  (local $26 v128)
  (local $27 v128)
  (local $28 v128)
  (local $29 i32)
  (local $30 i32)
  (local $31 i32)
  (local $32 i32)
  (local $33 v128)
  (local $34 v128)
  (local $35 v128)
  (local $36 v128)
  (local $37 v128)
  (local $38 v128)
  local.get $2
  i32.const 3
  i32.add
  i32.const -4
  i32.and
  local.set $11
  local.get $2
  i32.const -8
  i32.and
  i32.const 36
  i32.add
  local.set $13
  local.get $1
  i32.const 1
  i32.sub
  local.set $12
  loop $for-loop|0
   local.get $4
   local.get $14
   i32.gt_s
   if
    i32.const 0
    local.set $2
    loop $for-loop|3
     local.get $1
     local.get $2
     i32.gt_s
     if
      local.get $8
      local.get $14
      i32.const 2
      i32.shl
      i32.add
      local.set $15
      local.get $4
      i32.const 2
      i32.shl
      local.set $16
      i32.const 8
      local.get $4
      local.get $14
      i32.sub
      local.tee $10
      local.get $10
      i32.const 8
      i32.gt_s
      select
      local.set $17
      local.get $0
      local.get $2
      i32.const 1
      i32.add
      local.tee $10
      local.get $12
      local.get $10
      local.get $12
      i32.lt_s
      select
      local.tee $29
      local.get $11
      i32.mul
      i32.add
      local.set $19
      local.get $0
      local.get $2
      i32.const 2
      i32.add
      local.tee $10
      local.get $12
      local.get $10
      local.get $12
      i32.lt_s
      select
      local.tee $30
      local.get $11
      i32.mul
      i32.add
      local.set $20
      local.get $0
      local.get $2
      i32.const 3
      i32.add
      local.tee $10
      local.get $12
      local.get $10
      local.get $12
      i32.lt_s
      select
      local.tee $31
      local.get $11
      i32.mul
      i32.add
      local.set $21
      local.get $3
      i32.const 96
      i32.add
      local.set $18
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $9
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $22
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $23
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $24
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $25
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $26
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $27
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      local.set $28
      local.get $0
      local.get $2
      local.get $11
      i32.mul
      i32.add
      local.tee $10
      local.get $11
      i32.add
      local.set $32
      loop $for-loop|4
       local.get $10
       local.get $32
       i32.lt_u
       if
        local.get $9
        local.get $18
        v128.load
        local.tee $9
        i32.const 8
        i16x8.shl
        i32.const 8
        i16x8.shr_s
        local.tee $35
        local.get $10
        v128.load32_splat
        local.tee $34
        v128.const i32x4 0x00ff00ff 0x00ff00ff 0x00ff00ff 0x00ff00ff
        v128.and
        local.tee $36
        i32x4.dot_i16x8_s
        local.get $9
        i32.const 8
        i16x8.shr_s
        local.tee $33
        local.get $34
        i32.const 8
        i16x8.shr_u
        local.tee $37
        i32x4.dot_i16x8_s
        i32x4.add
        i32x4.add
        local.set $9
        local.get $25
        local.get $18
        v128.load offset=16
        local.tee $25
        i32.const 8
        i16x8.shl
        i32.const 8
        i16x8.shr_s
        local.tee $34
        local.get $36
        i32x4.dot_i16x8_s
        local.get $25
        i32.const 8
        i16x8.shr_s
        local.tee $36
        local.get $37
        i32x4.dot_i16x8_s
        i32x4.add
        i32x4.add
        local.set $25
        local.get $22
        local.get $35
        local.get $19
        v128.load32_splat
        local.tee $22
        v128.const i32x4 0x00ff00ff 0x00ff00ff 0x00ff00ff 0x00ff00ff
        v128.and
        local.tee $37
        i32x4.dot_i16x8_s
        local.get $33
        local.get $22
        i32.const 8
        i16x8.shr_u
        local.tee $38
        i32x4.dot_i16x8_s
        i32x4.add
        i32x4.add
        local.set $22
        local.get $26
        local.get $34
        local.get $37
        i32x4.dot_i16x8_s
        local.get $36
        local.get $38
        i32x4.dot_i16x8_s
        i32x4.add
        i32x4.add
        local.set $26
        local.get $23
        local.get $35
        local.get $20
        v128.load32_splat
        local.tee $23
        v128.const i32x4 0x00ff00ff 0x00ff00ff 0x00ff00ff 0x00ff00ff
        v128.and
        local.tee $37
        i32x4.dot_i16x8_s
        local.get $33
        local.get $23
        i32.const 8
        i16x8.shr_u
        local.tee $38
        i32x4.dot_i16x8_s
        i32x4.add
        i32x4.add
        local.set $23
        local.get $27
        local.get $34
        local.get $37
        i32x4.dot_i16x8_s
        local.get $36
        local.get $38
        i32x4.dot_i16x8_s
        i32x4.add
        i32x4.add
        local.set $27
        local.get $24
        local.get $35
        local.get $21
        v128.load32_splat
        local.tee $24
        v128.const i32x4 0x00ff00ff 0x00ff00ff 0x00ff00ff 0x00ff00ff
        v128.and
        local.tee $35
        i32x4.dot_i16x8_s
        local.get $33
        local.get $24
        i32.const 8
        i16x8.shr_u
        local.tee $33
        i32x4.dot_i16x8_s
        i32x4.add
        i32x4.add
        local.set $24
        local.get $28
        local.get $34
        local.get $35
        i32x4.dot_i16x8_s
        local.get $36
        local.get $33
        i32x4.dot_i16x8_s
        i32x4.add
        i32x4.add
        local.set $28
        local.get $18
        i32.const 32
        i32.add
        local.set $18
        local.get $10
        i32.const 4
        i32.add
        local.set $10
        local.get $19
        i32.const 4
        i32.add
        local.set $19
        local.get $20
        i32.const 4
        i32.add
        local.set $20
        local.get $21
        i32.const 4
        i32.add
        local.set $21
        br $for-loop|4
       end
      end
      local.get $2
      local.get $9
      local.get $25
      local.get $3
      local.get $5
      local.get $6
      local.get $7
      local.get $13
      local.get $15
      local.get $16
      local.get $17
      call $assembly/tile-i8/storeRow
      local.get $29
      local.get $22
      local.get $26
      local.get $3
      local.get $5
      local.get $6
      local.get $7
      local.get $13
      local.get $15
      local.get $16
      local.get $17
      call $assembly/tile-i8/storeRow
      local.get $30
      local.get $23
      local.get $27
      local.get $3
      local.get $5
      local.get $6
      local.get $7
      local.get $13
      local.get $15
      local.get $16
      local.get $17
      call $assembly/tile-i8/storeRow
      local.get $31
      local.get $24
      local.get $28
      local.get $3
      local.get $5
      local.get $6
      local.get $7
      local.get $13
      local.get $15
      local.get $16
      local.get $17
      call $assembly/tile-i8/storeRow
      local.get $2
      i32.const 4
      i32.add
      local.set $2
      br $for-loop|3
     end
    end
    local.get $3
    local.get $11
    i32.const 3
    i32.shl
    i32.const 96
    i32.add
    i32.add
    local.set $3
    local.get $14
    i32.const 8
    i32.add
    local.set $14
    br $for-loop|0
   end
  end
 )
 (func $assembly/gemm-f32/packF32 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 i32)
  loop $for-loop|0
   local.get $3
   local.get $7
   i32.gt_s
   if
    i32.const 0
    local.set $8
    loop $for-loop|1
     local.get $4
     local.get $8
     i32.gt_s
     if
      local.get $7
      local.set $6
      loop $for-loop|2
       local.get $6
       local.get $7
       i32.const 8
       i32.add
       i32.lt_s
       if
        local.get $5
        local.get $3
        local.get $6
        i32.gt_s
        if (result f32)
         local.get $0
         local.get $1
         local.get $6
         i32.mul
         i32.add
         local.get $2
         local.get $8
         i32.mul
         i32.add
         f32.load
        else
         f32.const 0
        end
        f32.store
        local.get $5
        i32.const 4
        i32.add
        local.set $5
        local.get $6
        i32.const 1
        i32.add
        local.set $6
        br $for-loop|2
       end
      end
      local.get $8
      i32.const 1
      i32.add
      local.set $8
      br $for-loop|1
     end
    end
    local.get $7
    i32.const 8
    i32.add
    local.set $7
    br $for-loop|0
   end
  end
 )
 (func $assembly/gemm-f32/linearF32Fused (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32)
  (local $7 i32)
  (local $8 i32)
  (local $9 i32)
  (local $10 v128)
  (local $11 i32)
  (local $12 v128)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 v128)
  (local $19 v128)
  (local $20 v128)
  (local $21 v128)
  (local $22 v128)
  (local $23 v128)
  (local $24 i32)
  (local $25 i32)
  (local $26 v128)
  (local $27 i32)
  (local $28 i32)
  block $assembly/gemm-f32/gemm|inlined.1
   local.get $5
   local.set $8
   local.get $2
   i32.const 2
   i32.shl
   local.set $24
   local.get $4
   i32.const 2
   i32.shl
   local.set $25
   local.get $2
   i32.const 5
   i32.shl
   local.set $17
   local.get $1
   local.tee $9
   i32.const 4
   i32.lt_s
   if
    loop $for-loop|0
     local.get $9
     i32.const 0
     i32.gt_s
     if
      local.get $3
      local.set $1
      i32.const 0
      local.set $13
      i32.const 0
      local.set $15
      loop $for-loop|1
       local.get $15
       i32.const 32
       i32.add
       local.get $4
       i32.le_s
       if
        local.get $0
        local.set $5
        local.get $6
        local.get $13
        i32.add
        local.set $27
        local.get $1
        local.set $7
        local.get $2
        i32.const 5
        i32.shl
        local.tee $16
        local.get $1
        i32.add
        local.tee $11
        local.get $16
        i32.add
        local.tee $14
        local.get $16
        i32.add
        local.set $16
        local.get $8
        local.get $13
        i32.add
        i32.const 0
        local.get $8
        select
        local.tee $28
        if (result v128)
         local.get $28
         v128.load
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $12
        local.get $28
        if (result v128)
         local.get $28
         v128.load offset=16
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $10
        local.get $28
        if (result v128)
         local.get $28
         v128.load offset=32
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $18
        local.get $28
        if (result v128)
         local.get $28
         v128.load offset=48
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $19
        local.get $28
        if (result v128)
         local.get $28
         i32.const -64
         i32.sub
         v128.load
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $20
        local.get $28
        if (result v128)
         local.get $28
         v128.load offset=80
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $21
        local.get $28
        if (result v128)
         local.get $28
         v128.load offset=96
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $22
        local.get $28
        if (result v128)
         local.get $28
         v128.load offset=112
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $23
        local.get $5
        local.get $2
        i32.const 2
        i32.shl
        i32.add
        local.set $28
        loop $for-loop|2
         local.get $5
         local.get $28
         i32.lt_u
         if
          local.get $12
          local.get $5
          v128.load32_splat
          local.tee $26
          local.get $7
          v128.load
          f32x4.mul
          f32x4.add
          local.set $12
          local.get $10
          local.get $26
          local.get $7
          v128.load offset=16
          f32x4.mul
          f32x4.add
          local.set $10
          local.get $18
          local.get $26
          local.get $11
          v128.load
          f32x4.mul
          f32x4.add
          local.set $18
          local.get $19
          local.get $26
          local.get $11
          v128.load offset=16
          f32x4.mul
          f32x4.add
          local.set $19
          local.get $20
          local.get $26
          local.get $14
          v128.load
          f32x4.mul
          f32x4.add
          local.set $20
          local.get $21
          local.get $26
          local.get $14
          v128.load offset=16
          f32x4.mul
          f32x4.add
          local.set $21
          local.get $22
          local.get $26
          local.get $16
          v128.load
          f32x4.mul
          f32x4.add
          local.set $22
          local.get $23
          local.get $26
          local.get $16
          v128.load offset=16
          f32x4.mul
          f32x4.add
          local.set $23
          local.get $7
          i32.const 32
          i32.add
          local.set $7
          local.get $11
          i32.const 32
          i32.add
          local.set $11
          local.get $14
          i32.const 32
          i32.add
          local.set $14
          local.get $16
          i32.const 32
          i32.add
          local.set $16
          local.get $5
          i32.const 4
          i32.add
          local.set $5
          br $for-loop|2
         end
        end
        local.get $27
        local.get $12
        v128.store
        local.get $27
        local.get $10
        v128.store offset=16
        local.get $27
        local.get $18
        v128.store offset=32
        local.get $27
        local.get $19
        v128.store offset=48
        local.get $27
        i32.const -64
        i32.sub
        local.tee $5
        local.get $20
        v128.store
        local.get $5
        local.get $21
        v128.store offset=16
        local.get $27
        local.get $22
        v128.store offset=96
        local.get $27
        local.get $23
        v128.store offset=112
        local.get $1
        local.get $17
        i32.const 2
        i32.shl
        i32.add
        local.set $1
        local.get $13
        i32.const 128
        i32.add
        local.set $13
        local.get $15
        i32.const 32
        i32.add
        local.set $15
        br $for-loop|1
       end
      end
      loop $for-loop|3
       local.get $4
       local.get $15
       i32.gt_s
       if
        local.get $0
        local.set $5
        local.get $1
        local.set $7
        local.get $6
        local.get $13
        i32.add
        local.set $11
        i32.const 8
        local.get $4
        local.get $15
        i32.sub
        local.tee $14
        local.get $14
        i32.const 8
        i32.gt_s
        select
        local.set $14
        local.get $8
        local.get $13
        i32.add
        i32.const 0
        local.get $8
        select
        local.tee $16
        if (result v128)
         local.get $14
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $16
          v128.load
         else
          local.get $14
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $16
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $10
          local.get $14
          i32.const 1
          i32.gt_s
          if
           local.get $16
           local.get $10
           v128.load32_lane offset=4 1
           local.set $10
          end
          local.get $14
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $16
           local.get $10
           v128.load32_lane offset=8 2
          else
           local.get $10
          end
         end
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $12
        local.get $16
        if (result v128)
         local.get $16
         i32.const 16
         i32.add
         local.set $16
         local.get $14
         i32.const 4
         i32.sub
         local.tee $27
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $16
          v128.load
         else
          local.get $27
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $16
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $10
          local.get $27
          i32.const 1
          i32.gt_s
          if
           local.get $16
           local.get $10
           v128.load32_lane offset=4 1
           local.set $10
          end
          local.get $27
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $16
           local.get $10
           v128.load32_lane offset=8 2
          else
           local.get $10
          end
         end
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $10
        local.get $5
        local.get $2
        i32.const 2
        i32.shl
        i32.add
        local.set $16
        loop $for-loop|4
         local.get $5
         local.get $16
         i32.lt_u
         if
          local.get $12
          local.get $5
          v128.load32_splat
          local.tee $18
          local.get $7
          v128.load
          f32x4.mul
          f32x4.add
          local.set $12
          local.get $10
          local.get $18
          local.get $7
          v128.load offset=16
          f32x4.mul
          f32x4.add
          local.set $10
          local.get $7
          i32.const 32
          i32.add
          local.set $7
          local.get $5
          i32.const 4
          i32.add
          local.set $5
          br $for-loop|4
         end
        end
        local.get $14
        i32.const 4
        i32.ge_s
        if
         local.get $11
         local.get $12
         v128.store
        else
         local.get $14
         i32.const 0
         i32.gt_s
         if
          local.get $11
          local.get $12
          v128.store32_lane 0
         end
         local.get $14
         i32.const 1
         i32.gt_s
         if
          local.get $11
          local.get $12
          v128.store32_lane offset=4 1
         end
         local.get $14
         i32.const 2
         i32.gt_s
         if
          local.get $11
          local.get $12
          v128.store32_lane offset=8 2
         end
        end
        local.get $11
        i32.const 16
        i32.add
        local.set $5
        local.get $14
        i32.const 4
        i32.sub
        local.tee $7
        i32.const 4
        i32.ge_s
        if
         local.get $5
         local.get $10
         v128.store
        else
         local.get $7
         i32.const 0
         i32.gt_s
         if
          local.get $5
          local.get $10
          v128.store32_lane 0
         end
         local.get $7
         i32.const 1
         i32.gt_s
         if
          local.get $5
          local.get $10
          v128.store32_lane offset=4 1
         end
         local.get $7
         i32.const 2
         i32.gt_s
         if
          local.get $5
          local.get $10
          v128.store32_lane offset=8 2
         end
        end
        local.get $1
        local.get $17
        i32.add
        local.set $1
        local.get $13
        i32.const 32
        i32.add
        local.set $13
        local.get $15
        i32.const 8
        i32.add
        local.set $15
        br $for-loop|3
       end
      end
      local.get $0
      local.get $24
      i32.add
      local.set $0
      local.get $6
      local.get $25
      i32.add
      local.set $6
      local.get $9
      i32.const 1
      i32.sub
      local.set $9
      br $for-loop|0
     end
    end
    br $assembly/gemm-f32/gemm|inlined.1
   end
   i32.const 0
   local.set $1
   loop $for-loop|5
    local.get $1
    local.get $4
    i32.lt_s
    if
     local.get $0
     local.get $24
     local.get $9
     local.get $3
     local.get $2
     local.get $1
     i32.const 2
     i32.shl
     local.tee $5
     local.get $8
     i32.add
     i32.const 0
     local.get $8
     select
     local.get $5
     local.get $6
     i32.add
     local.get $25
     i32.const 8
     local.get $4
     local.get $1
     i32.sub
     local.tee $5
     local.get $5
     i32.const 8
     i32.gt_s
     select
     call $assembly/panel/panelFused
     local.get $3
     local.get $17
     i32.add
     local.set $3
     local.get $1
     i32.const 8
     i32.add
     local.set $1
     br $for-loop|5
    end
   end
  end
 )
 (func $assembly/gemm-f32/linearF32 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32)
  local.get $0
  local.get $1
  local.get $2
  local.get $3
  local.get $4
  local.get $5
  i32.const 0
  local.get $6
  call $assembly/gemm-f32/gemmExact
 )
 (func $assembly/gemm-f32/addProduct (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32)
  local.get $0
  local.get $1
  local.get $2
  local.get $3
  local.get $4
  local.get $5
  local.get $4
  i32.const 2
  i32.shl
  local.get $6
  call $assembly/gemm-f32/gemmExact
 )
 (func $assembly/gelu/geluTanh (param $0 i32) (param $1 i32)
  (local $2 v128)
  (local $3 v128)
  (local $4 v128)
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $1
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $0
     v128.load
    else
     local.get $1
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $0
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $2
     local.get $1
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.load32_lane offset=4 1
      local.set $2
     end
     local.get $1
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $0
      local.get $2
      v128.load32_lane offset=8 2
     else
      local.get $2
     end
    end
    local.tee $3
    local.get $3
    local.get $3
    f32x4.mul
    v128.const i32x4 0x3d372713 0x3d372713 0x3d372713 0x3d372713
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    f32x4.mul
    v128.const i32x4 0xbfcc422a 0xbfcc422a 0xbfcc422a 0xbfcc422a
    f32x4.mul
    v128.const i32x4 0xc2ae0000 0xc2ae0000 0xc2ae0000 0xc2ae0000
    f32x4.max
    v128.const i32x4 0x42b00000 0x42b00000 0x42b00000 0x42b00000
    f32x4.min
    local.tee $2
    v128.const i32x4 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b 0x3fb8aa3b
    f32x4.mul
    f32x4.nearest
    local.set $4
    local.get $3
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    v128.const i32x4 0x39500d01 0x39500d01 0x39500d01 0x39500d01
    local.get $2
    local.get $4
    v128.const i32x4 0x3f318000 0x3f318000 0x3f318000 0x3f318000
    f32x4.mul
    f32x4.sub
    local.get $4
    v128.const i32x4 0xb95e8083 0xb95e8083 0xb95e8083 0xb95e8083
    f32x4.mul
    f32x4.sub
    local.tee $2
    f32x4.mul
    v128.const i32x4 0x3ab60b61 0x3ab60b61 0x3ab60b61 0x3ab60b61
    f32x4.add
    local.get $2
    f32x4.mul
    v128.const i32x4 0x3c088889 0x3c088889 0x3c088889 0x3c088889
    f32x4.add
    local.get $2
    f32x4.mul
    v128.const i32x4 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab 0x3d2aaaab
    f32x4.add
    local.get $2
    f32x4.mul
    v128.const i32x4 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab 0x3e2aaaab
    f32x4.add
    local.get $2
    f32x4.mul
    v128.const i32x4 0x3f000000 0x3f000000 0x3f000000 0x3f000000
    f32x4.add
    local.get $2
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $2
    f32x4.mul
    v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
    f32x4.add
    local.get $4
    i32x4.trunc_sat_f32x4_s
    i32.const 23
    i32x4.shl
    i32x4.add
    f32x4.add
    f32x4.div
    local.set $2
    local.get $1
    i32.const 4
    i32.ge_s
    if
     local.get $0
     local.get $2
     v128.store
    else
     local.get $1
     i32.const 0
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.store32_lane 0
     end
     local.get $1
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.store32_lane offset=4 1
     end
     local.get $1
     i32.const 2
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.store32_lane offset=8 2
     end
    end
    local.get $0
    i32.const 16
    i32.add
    local.set $0
    local.get $1
    i32.const 4
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/gelu/geluErf (param $0 i32) (param $1 i32)
  (local $2 v128)
  (local $3 v128)
  (local $4 v128)
  (local $5 v128)
  (local $6 v128)
  (local $7 v128)
  (local $8 v128)
  (local $9 v128)
  (local $10 v128)
  (local $11 v128)
  (local $12 v128)
  v128.const i32x4 0x3d4c41b4 0x3d4c41b4 0x3d4c41b4 0x3d4c41b4
  local.get $1
  i32.const 31
  i32.shr_u
  i32x4.splat
  local.tee $2
  v128.or
  local.set $4
  v128.const i32x4 0x3cad2fe7 0x3cad2fe7 0x3cad2fe7 0x3cad2fe7
  local.get $2
  v128.or
  local.set $5
  v128.const i32x4 0x3b56cd72 0x3b56cd72 0x3b56cd72 0x3b56cd72
  local.get $2
  v128.or
  local.set $6
  v128.const i32x4 0x381f6607 0x381f6607 0x381f6607 0x381f6607
  local.get $2
  v128.or
  local.set $7
  v128.const i32x4 0x384d0fec 0x384d0fec 0x384d0fec 0x384d0fec
  local.get $2
  v128.or
  local.set $8
  v128.const i32x4 0x36b49f67 0x36b49f67 0x36b49f67 0x36b49f67
  local.get $2
  v128.or
  local.set $9
  v128.const i32x4 0x3f800000 0x3f800000 0x3f800000 0x3f800000
  local.get $2
  v128.or
  local.set $10
  v128.const i32x4 0x40000000 0x40000000 0x40000000 0x40000000
  local.get $2
  v128.or
  local.set $3
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $1
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $0
     v128.load
    else
     local.get $1
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $0
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $2
     local.get $1
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.load32_lane offset=4 1
      local.set $2
     end
     local.get $1
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $0
      local.get $2
      v128.load32_lane offset=8 2
     else
      local.get $2
     end
    end
    local.tee $2
    f32x4.abs
    local.tee $11
    local.get $9
    f32x4.mul
    local.get $8
    f32x4.add
    local.get $11
    f32x4.mul
    local.get $7
    f32x4.add
    local.get $11
    f32x4.mul
    local.get $6
    f32x4.add
    local.get $11
    f32x4.mul
    local.get $5
    f32x4.add
    local.get $11
    f32x4.mul
    local.get $4
    f32x4.add
    local.get $11
    f32x4.mul
    local.tee $12
    local.get $3
    f32x4.add
    local.get $12
    f32x4.mul
    local.tee $12
    local.get $3
    f32x4.add
    local.get $12
    f32x4.mul
    local.tee $12
    local.get $3
    f32x4.add
    local.get $12
    f32x4.mul
    local.tee $12
    local.get $3
    f32x4.add
    local.get $12
    f32x4.mul
    local.get $10
    f32x4.add
    local.set $12
    v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
    local.get $2
    f32x4.pmax
    local.get $11
    local.get $12
    local.get $12
    f32x4.add
    f32x4.div
    f32x4.sub
    local.set $2
    local.get $1
    i32.const 4
    i32.ge_s
    if
     local.get $0
     local.get $2
     v128.store
    else
     local.get $1
     i32.const 0
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.store32_lane 0
     end
     local.get $1
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.store32_lane offset=4 1
     end
     local.get $1
     i32.const 2
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.store32_lane offset=8 2
     end
    end
    local.get $0
    i32.const 16
    i32.add
    local.set $0
    local.get $1
    i32.const 4
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/gelu-rough/geluErfRough (param $0 i32) (param $1 i32)
  (local $2 v128)
  (local $3 v128)
  (local $4 v128)
  (local $5 v128)
  (local $6 v128)
  (local $7 v128)
  (local $8 v128)
  (local $9 v128)
  (local $10 v128)
  (local $11 v128)
  v128.const i32x4 0x3f8b9297 0x3f8b9297 0x3f8b9297 0x3f8b9297
  local.get $1
  i32.const 31
  i32.shr_u
  i32x4.splat
  local.tee $3
  v128.or
  local.set $4
  v128.const i32x4 0x3de0acee 0x3de0acee 0x3de0acee 0x3de0acee
  local.get $3
  v128.or
  local.set $5
  v128.const i32x4 0x3d3c3b33 0x3d3c3b33 0x3d3c3b33 0x3d3c3b33
  local.get $3
  v128.or
  local.set $6
  v128.const i32x4 0x3c57d3fc 0x3c57d3fc 0x3c57d3fc 0x3c57d3fc
  local.get $3
  v128.or
  local.set $7
  v128.const i32x4 0xbaac18a7 0xbaac18a7 0xbaac18a7 0xbaac18a7
  local.get $3
  v128.or
  local.set $8
  v128.const i32x4 0x3a59bfc7 0x3a59bfc7 0x3a59bfc7 0x3a59bfc7
  local.get $3
  v128.or
  local.set $9
  loop $for-loop|0
   local.get $1
   i32.const 8
   i32.ge_s
   if
    local.get $0
    v128.load
    local.tee $2
    f32x4.abs
    local.tee $10
    local.get $9
    f32x4.mul
    local.get $8
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $7
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $6
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $5
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $4
    f32x4.add
    local.tee $11
    local.get $11
    f32x4.mul
    local.tee $11
    local.get $11
    f32x4.mul
    local.set $11
    local.get $0
    local.get $3
    local.get $2
    f32x4.pmax
    local.get $10
    local.get $11
    local.get $11
    f32x4.mul
    f32x4.div
    f32x4.sub
    v128.store
    local.get $0
    v128.load offset=16
    local.tee $2
    f32x4.abs
    local.tee $10
    local.get $9
    f32x4.mul
    local.get $8
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $7
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $6
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $5
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $4
    f32x4.add
    local.tee $11
    local.get $11
    f32x4.mul
    local.tee $11
    local.get $11
    f32x4.mul
    local.set $11
    local.get $0
    local.get $3
    local.get $2
    f32x4.pmax
    local.get $10
    local.get $11
    local.get $11
    f32x4.mul
    f32x4.div
    f32x4.sub
    v128.store offset=16
    local.get $0
    i32.const 32
    i32.add
    local.set $0
    local.get $1
    i32.const 8
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
  loop $for-loop|1
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $1
    i32.const 4
    i32.ge_s
    if (result v128)
     local.get $0
     v128.load
    else
     local.get $1
     i32.const 0
     i32.gt_s
     if (result v128)
      local.get $0
      v128.load32_zero
     else
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
     end
     local.set $2
     local.get $1
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.load32_lane offset=4 1
      local.set $2
     end
     local.get $1
     i32.const 2
     i32.gt_s
     if (result v128)
      local.get $0
      local.get $2
      v128.load32_lane offset=8 2
     else
      local.get $2
     end
    end
    local.tee $2
    f32x4.abs
    local.tee $10
    local.get $9
    f32x4.mul
    local.get $8
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $7
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $6
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $5
    f32x4.add
    local.get $10
    f32x4.mul
    local.get $4
    f32x4.add
    local.tee $11
    local.get $11
    f32x4.mul
    local.tee $11
    local.get $11
    f32x4.mul
    local.set $11
    local.get $3
    local.get $2
    f32x4.pmax
    local.get $10
    local.get $11
    local.get $11
    f32x4.mul
    f32x4.div
    f32x4.sub
    local.set $2
    local.get $1
    i32.const 4
    i32.ge_s
    if
     local.get $0
     local.get $2
     v128.store
    else
     local.get $1
     i32.const 0
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.store32_lane 0
     end
     local.get $1
     i32.const 1
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.store32_lane offset=4 1
     end
     local.get $1
     i32.const 2
     i32.gt_s
     if
      local.get $0
      local.get $2
      v128.store32_lane offset=8 2
     end
    end
    local.get $0
    i32.const 16
    i32.add
    local.set $0
    local.get $1
    i32.const 4
    i32.sub
    local.set $1
    br $for-loop|1
   end
  end
 )
 (func $assembly/gather/gatherI8 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32)
  (local $7 i32)
  (local $8 v128)
  (local $9 v128)
  (local $10 i32)
  (local $11 v128)
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $3
    local.get $0
    i32.load
    local.tee $7
    i32.const 2
    i32.shl
    i32.add
    v128.load32_splat
    local.set $11
    local.get $2
    local.get $4
    local.get $7
    i32.mul
    i32.add
    local.set $10
    local.get $4
    local.set $7
    loop $for-loop|1
     local.get $7
     i32.const 0
     i32.gt_s
     if
      local.get $7
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $10
       v128.load32_zero
      else
       local.get $7
       i32.const 0
       i32.gt_s
       if (result v128)
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.get $10
        i32.load8_s
        i8x16.replace_lane 0
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $8
       local.get $7
       i32.const 1
       i32.gt_s
       if
        local.get $8
        local.get $10
        i32.load8_s offset=1
        i8x16.replace_lane 1
        local.set $8
       end
       local.get $7
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $8
        local.get $10
        i32.load8_s offset=2
        i8x16.replace_lane 2
       else
        local.get $8
       end
      end
      i16x8.extend_low_i8x16_s
      i32x4.extend_low_i16x8_s
      f32x4.convert_i32x4_s
      local.get $11
      f32x4.mul
      local.set $8
      local.get $6
      if
       local.get $7
       i32.const 4
       i32.ge_s
       if (result v128)
        local.get $5
        v128.load
       else
        local.get $7
        i32.const 0
        i32.gt_s
        if (result v128)
         local.get $5
         v128.load32_zero
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $9
        local.get $7
        i32.const 1
        i32.gt_s
        if
         local.get $5
         local.get $9
         v128.load32_lane offset=4 1
         local.set $9
        end
        local.get $7
        i32.const 2
        i32.gt_s
        if (result v128)
         local.get $5
         local.get $9
         v128.load32_lane offset=8 2
        else
         local.get $9
        end
       end
       local.get $8
       f32x4.add
       local.set $8
      end
      local.get $7
      i32.const 4
      i32.ge_s
      if
       local.get $5
       local.get $8
       v128.store
      else
       local.get $7
       i32.const 0
       i32.gt_s
       if
        local.get $5
        local.get $8
        v128.store32_lane 0
       end
       local.get $7
       i32.const 1
       i32.gt_s
       if
        local.get $5
        local.get $8
        v128.store32_lane offset=4 1
       end
       local.get $7
       i32.const 2
       i32.gt_s
       if
        local.get $5
        local.get $8
        v128.store32_lane offset=8 2
       end
      end
      local.get $10
      i32.const 4
      i32.add
      local.set $10
      local.get $5
      i32.const 4
      local.get $7
      local.get $7
      i32.const 4
      i32.ge_s
      select
      i32.const 2
      i32.shl
      i32.add
      local.set $5
      local.get $7
      i32.const 4
      i32.sub
      local.set $7
      br $for-loop|1
     end
    end
    local.get $0
    i32.const 4
    i32.add
    local.set $0
    local.get $1
    i32.const 1
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/gather/gatherF32 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32)
  (local $6 i32)
  (local $7 v128)
  (local $8 v128)
  (local $9 i32)
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $2
    local.get $0
    i32.load
    local.get $3
    i32.const 2
    i32.shl
    i32.mul
    i32.add
    local.set $9
    local.get $3
    local.set $6
    loop $for-loop|1
     local.get $6
     i32.const 0
     i32.gt_s
     if
      local.get $6
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $9
       v128.load
      else
       local.get $6
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $9
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $7
       local.get $6
       i32.const 1
       i32.gt_s
       if
        local.get $9
        local.get $7
        v128.load32_lane offset=4 1
        local.set $7
       end
       local.get $6
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $9
        local.get $7
        v128.load32_lane offset=8 2
       else
        local.get $7
       end
      end
      local.set $7
      local.get $5
      if
       local.get $6
       i32.const 4
       i32.ge_s
       if (result v128)
        local.get $4
        v128.load
       else
        local.get $6
        i32.const 0
        i32.gt_s
        if (result v128)
         local.get $4
         v128.load32_zero
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $8
        local.get $6
        i32.const 1
        i32.gt_s
        if
         local.get $4
         local.get $8
         v128.load32_lane offset=4 1
         local.set $8
        end
        local.get $6
        i32.const 2
        i32.gt_s
        if (result v128)
         local.get $4
         local.get $8
         v128.load32_lane offset=8 2
        else
         local.get $8
        end
       end
       local.get $7
       f32x4.add
       local.set $7
      end
      local.get $6
      i32.const 4
      i32.ge_s
      if
       local.get $4
       local.get $7
       v128.store
      else
       local.get $6
       i32.const 0
       i32.gt_s
       if
        local.get $4
        local.get $7
        v128.store32_lane 0
       end
       local.get $6
       i32.const 1
       i32.gt_s
       if
        local.get $4
        local.get $7
        v128.store32_lane offset=4 1
       end
       local.get $6
       i32.const 2
       i32.gt_s
       if
        local.get $4
        local.get $7
        v128.store32_lane offset=8 2
       end
      end
      local.get $9
      i32.const 16
      i32.add
      local.set $9
      local.get $4
      i32.const 4
      local.get $6
      local.get $6
      i32.const 4
      i32.ge_s
      select
      i32.const 2
      i32.shl
      i32.add
      local.set $4
      local.get $6
      i32.const 4
      i32.sub
      local.set $6
      br $for-loop|1
     end
    end
    local.get $0
    i32.const 4
    i32.add
    local.set $0
    local.get $1
    i32.const 1
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/gather/gatherF16 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32)
  (local $6 i32)
  (local $7 v128)
  (local $8 v128)
  (local $9 i32)
  loop $for-loop|0
   local.get $1
   i32.const 0
   i32.gt_s
   if
    local.get $2
    local.get $0
    i32.load
    local.get $3
    i32.const 1
    i32.shl
    i32.mul
    i32.add
    local.set $9
    local.get $3
    local.set $6
    loop $for-loop|1
     local.get $6
     i32.const 0
     i32.gt_s
     if
      local.get $6
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $9
       v128.load16x4_u align=2
      else
       local.get $6
       i32.const 0
       i32.gt_s
       if (result v128)
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        local.get $9
        i32.load16_u
        i32x4.replace_lane 0
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $7
       local.get $6
       i32.const 1
       i32.gt_s
       if
        local.get $7
        local.get $9
        i32.load16_u offset=2
        i32x4.replace_lane 1
        local.set $7
       end
       local.get $6
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $7
        local.get $9
        i32.load16_u offset=4
        i32x4.replace_lane 2
       else
        local.get $7
       end
      end
      local.tee $7
      v128.const i32x4 0x00007fff 0x00007fff 0x00007fff 0x00007fff
      v128.and
      local.tee $8
      i32.const 13
      i32x4.shl
      v128.const i32x4 0x77800000 0x77800000 0x77800000 0x77800000
      f32x4.mul
      local.get $8
      v128.const i32x4 0x00007bff 0x00007bff 0x00007bff 0x00007bff
      i32x4.gt_s
      v128.const i32x4 0x7f800000 0x7f800000 0x7f800000 0x7f800000
      v128.and
      v128.or
      local.get $7
      local.get $8
      v128.xor
      i32.const 16
      i32x4.shl
      v128.or
      local.set $7
      local.get $5
      if
       local.get $6
       i32.const 4
       i32.ge_s
       if (result v128)
        local.get $4
        v128.load
       else
        local.get $6
        i32.const 0
        i32.gt_s
        if (result v128)
         local.get $4
         v128.load32_zero
        else
         v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
        end
        local.set $8
        local.get $6
        i32.const 1
        i32.gt_s
        if
         local.get $4
         local.get $8
         v128.load32_lane offset=4 1
         local.set $8
        end
        local.get $6
        i32.const 2
        i32.gt_s
        if (result v128)
         local.get $4
         local.get $8
         v128.load32_lane offset=8 2
        else
         local.get $8
        end
       end
       local.get $7
       f32x4.add
       local.set $7
      end
      local.get $6
      i32.const 4
      i32.ge_s
      if
       local.get $4
       local.get $7
       v128.store
      else
       local.get $6
       i32.const 0
       i32.gt_s
       if
        local.get $4
        local.get $7
        v128.store32_lane 0
       end
       local.get $6
       i32.const 1
       i32.gt_s
       if
        local.get $4
        local.get $7
        v128.store32_lane offset=4 1
       end
       local.get $6
       i32.const 2
       i32.gt_s
       if
        local.get $4
        local.get $7
        v128.store32_lane offset=8 2
       end
      end
      local.get $9
      i32.const 8
      i32.add
      local.set $9
      local.get $4
      i32.const 4
      local.get $6
      local.get $6
      i32.const 4
      i32.ge_s
      select
      i32.const 2
      i32.shl
      i32.add
      local.set $4
      local.get $6
      i32.const 4
      i32.sub
      local.set $6
      br $for-loop|1
     end
    end
    local.get $0
    i32.const 4
    i32.add
    local.set $0
    local.get $1
    i32.const 1
    i32.sub
    local.set $1
    br $for-loop|0
   end
  end
 )
 (func $assembly/attention/packKeys (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32)
  (local $5 i32)
  (local $6 i32)
  (local $7 v128)
  (local $8 i32)
  (local $9 i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 v128)
  (local $13 v128)
  (local $14 v128)
  (local $15 v128)
  (local $16 v128)
  loop $for-loop|0
   local.get $2
   local.get $10
   i32.gt_s
   if
    i32.const 0
    local.set $5
    local.get $10
    i32.const 8
    i32.add
    local.get $2
    i32.le_s
    if
     loop $for-loop|1
      local.get $5
      i32.const 4
      i32.add
      local.tee $6
      local.get $3
      i32.le_s
      if
       local.get $4
       local.get $0
       local.get $5
       i32.const 2
       i32.shl
       i32.add
       local.tee $11
       v128.load
       local.tee $7
       local.get $1
       local.get $11
       i32.add
       v128.load
       local.tee $12
       i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
       local.tee $13
       local.get $1
       i32.const 1
       i32.shl
       local.tee $8
       local.get $11
       i32.add
       v128.load
       local.tee $14
       local.get $1
       i32.const 3
       i32.mul
       local.tee $5
       local.get $11
       i32.add
       v128.load
       local.tee $15
       i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
       local.tee $16
       i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
       v128.store
       local.get $4
       local.get $13
       local.get $16
       i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
       v128.store offset=32
       local.get $4
       i32.const -64
       i32.sub
       local.get $7
       local.get $12
       i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
       local.tee $7
       local.get $14
       local.get $15
       i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
       local.tee $12
       i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
       v128.store
       local.get $4
       local.get $7
       local.get $12
       i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
       v128.store offset=96
       local.get $4
       i32.const 16
       i32.add
       local.tee $9
       local.get $11
       local.get $1
       i32.const 2
       i32.shl
       i32.add
       local.tee $11
       v128.load
       local.tee $7
       local.get $1
       local.get $11
       i32.add
       v128.load
       local.tee $12
       i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
       local.tee $13
       local.get $8
       local.get $11
       i32.add
       v128.load
       local.tee $14
       local.get $5
       local.get $11
       i32.add
       v128.load
       local.tee $15
       i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
       local.tee $16
       i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
       v128.store
       local.get $9
       local.get $13
       local.get $16
       i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
       v128.store offset=32
       local.get $9
       i32.const -64
       i32.sub
       local.get $7
       local.get $12
       i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
       local.tee $7
       local.get $14
       local.get $15
       i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
       local.tee $12
       i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
       v128.store
       local.get $9
       local.get $7
       local.get $12
       i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
       v128.store offset=96
       local.get $4
       i32.const 128
       i32.add
       local.set $4
       local.get $6
       local.set $5
       br $for-loop|1
      end
     end
    end
    loop $for-loop|2
     local.get $3
     local.get $5
     i32.gt_s
     if
      i32.const 0
      local.set $6
      loop $for-loop|3
       local.get $6
       i32.const 8
       i32.lt_s
       if
        local.get $4
        local.get $6
        local.get $10
        i32.add
        local.get $2
        i32.lt_s
        if (result f32)
         local.get $0
         local.get $1
         local.get $6
         i32.mul
         i32.add
         local.get $5
         i32.const 2
         i32.shl
         i32.add
         f32.load
        else
         f32.const 0
        end
        f32.store
        local.get $4
        i32.const 4
        i32.add
        local.set $4
        local.get $6
        i32.const 1
        i32.add
        local.set $6
        br $for-loop|3
       end
      end
      local.get $5
      i32.const 1
      i32.add
      local.set $5
      br $for-loop|2
     end
    end
    local.get $0
    local.get $1
    i32.const 3
    i32.shl
    i32.add
    local.set $0
    local.get $10
    i32.const 8
    i32.add
    local.set $10
    br $for-loop|0
   end
  end
 )
 (func $assembly/attention/attention (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 i32)
  (local $13 v128)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 f32)
  (local $20 v128)
  (local $21 i32)
  (local $22 i32)
  (local $23 i32)
  local.get $6
  local.get $7
  i32.mul
  i32.const 2
  i32.shl
  local.set $18
  local.get $7
  i32.const 2
  i32.shl
  local.set $16
  local.get $9
  local.get $5
  i32.const 7
  i32.add
  i32.const 8
  i32.div_s
  local.get $7
  i32.const 5
  i32.shl
  i32.mul
  i32.add
  local.tee $12
  local.get $7
  i32.const 7
  i32.add
  i32.const 8
  i32.div_s
  local.get $5
  i32.const 5
  i32.shl
  i32.mul
  i32.add
  local.set $17
  f32.const 1
  local.get $7
  f32.convert_i32_s
  f32.sqrt
  f32.div
  local.set $19
  loop $for-loop|0
   local.get $6
   i32.const 0
   i32.gt_s
   if
    local.get $1
    local.get $3
    local.get $5
    local.get $7
    local.get $9
    call $assembly/attention/packKeys
    local.get $12
    local.set $10
    i32.const 0
    local.set $15
    loop $for-loop|00
     local.get $7
     local.get $15
     i32.gt_s
     if
      local.get $2
      local.get $15
      i32.const 2
      i32.shl
      i32.add
      local.set $14
      local.get $5
      local.set $11
      loop $for-loop|1
       local.get $11
       i32.const 0
       i32.gt_s
       if
        local.get $10
        local.get $7
        local.get $15
        i32.sub
        local.tee $21
        i32.const 4
        i32.ge_s
        if (result v128)
         local.get $14
         v128.load
        else
         local.get $21
         i32.const 0
         i32.gt_s
         if (result v128)
          local.get $14
          v128.load32_zero
         else
          v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
         end
         local.set $13
         local.get $21
         i32.const 1
         i32.gt_s
         if
          local.get $14
          local.get $13
          v128.load32_lane offset=4 1
          local.set $13
         end
         local.get $21
         i32.const 2
         i32.gt_s
         if (result v128)
          local.get $14
          local.get $13
          v128.load32_lane offset=8 2
         else
          local.get $13
         end
        end
        v128.store
        local.get $14
        i32.const 16
        i32.add
        local.set $21
        local.get $10
        local.get $7
        local.get $15
        i32.sub
        i32.const 4
        i32.sub
        local.tee $22
        i32.const 4
        i32.ge_s
        if (result v128)
         local.get $21
         v128.load
        else
         local.get $22
         i32.const 0
         i32.gt_s
         if (result v128)
          local.get $21
          v128.load32_zero
         else
          v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
         end
         local.set $13
         local.get $22
         i32.const 1
         i32.gt_s
         if
          local.get $21
          local.get $13
          v128.load32_lane offset=4 1
          local.set $13
         end
         local.get $22
         i32.const 2
         i32.gt_s
         if (result v128)
          local.get $21
          local.get $13
          v128.load32_lane offset=8 2
         else
          local.get $13
         end
        end
        v128.store offset=16
        local.get $10
        i32.const 32
        i32.add
        local.set $10
        local.get $3
        local.get $14
        i32.add
        local.set $14
        local.get $11
        i32.const 1
        i32.sub
        local.set $11
        br $for-loop|1
       end
      end
      local.get $15
      i32.const 8
      i32.add
      local.set $15
      br $for-loop|00
     end
    end
    i32.const 0
    local.set $11
    loop $for-loop|11
     local.get $4
     local.get $11
     i32.gt_s
     if
      local.get $8
      local.get $11
      local.get $4
      i32.const 4
      i32.sub
      local.tee $10
      local.get $10
      local.get $11
      i32.gt_s
      select
      local.tee $10
      i32.const 0
      local.get $10
      i32.const 0
      i32.ge_s
      select
      local.tee $10
      local.get $18
      i32.mul
      i32.add
      local.set $22
      local.get $17
      local.get $5
      i32.const 2
      i32.shl
      local.tee $14
      i32.const 2
      i32.shl
      i32.add
      local.set $23
      local.get $0
      local.get $3
      local.get $10
      i32.mul
      i32.add
      local.get $3
      i32.const 4
      local.get $4
      local.get $4
      i32.const 4
      i32.gt_s
      select
      local.tee $21
      local.get $9
      local.get $7
      local.get $17
      local.get $14
      local.get $5
      call $assembly/attention/product
      i32.const 0
      local.set $10
      loop $for-loop|002
       local.get $10
       local.get $21
       i32.lt_u
       if
        local.get $23
        local.get $10
        i32.const 2
        i32.shl
        i32.add
        local.get $17
        local.get $10
        local.get $14
        i32.mul
        i32.add
        local.get $5
        local.get $19
        call $assembly/softmax/exponentials
        f32.store
        local.get $10
        i32.const 1
        i32.add
        local.set $10
        br $for-loop|002
       end
      end
      local.get $17
      local.get $14
      local.get $21
      local.get $12
      local.get $5
      local.get $22
      local.get $18
      local.get $7
      call $assembly/attention/product
      i32.const 0
      local.set $15
      loop $for-loop|113
       local.get $15
       local.get $21
       i32.lt_u
       if
        local.get $22
        local.get $15
        local.get $18
        i32.mul
        i32.add
        local.set $14
        local.get $7
        local.set $10
        local.get $23
        local.get $15
        i32.const 2
        i32.shl
        i32.add
        f32.load
        f32x4.splat
        local.set $20
        loop $for-loop|04
         local.get $10
         i32.const 0
         i32.gt_s
         if
          local.get $10
          i32.const 4
          i32.ge_s
          if (result v128)
           local.get $14
           v128.load
          else
           local.get $10
           i32.const 0
           i32.gt_s
           if (result v128)
            local.get $14
            v128.load32_zero
           else
            v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
           end
           local.set $13
           local.get $10
           i32.const 1
           i32.gt_s
           if
            local.get $14
            local.get $13
            v128.load32_lane offset=4 1
            local.set $13
           end
           local.get $10
           i32.const 2
           i32.gt_s
           if (result v128)
            local.get $14
            local.get $13
            v128.load32_lane offset=8 2
           else
            local.get $13
           end
          end
          local.get $20
          f32x4.div
          local.set $13
          local.get $10
          i32.const 4
          i32.ge_s
          if
           local.get $14
           local.get $13
           v128.store
          else
           local.get $10
           i32.const 0
           i32.gt_s
           if
            local.get $14
            local.get $13
            v128.store32_lane 0
           end
           local.get $10
           i32.const 1
           i32.gt_s
           if
            local.get $14
            local.get $13
            v128.store32_lane offset=4 1
           end
           local.get $10
           i32.const 2
           i32.gt_s
           if
            local.get $14
            local.get $13
            v128.store32_lane offset=8 2
           end
          end
          local.get $14
          i32.const 16
          i32.add
          local.set $14
          local.get $10
          i32.const 4
          i32.sub
          local.set $10
          br $for-loop|04
         end
        end
        local.get $15
        i32.const 1
        i32.add
        local.set $15
        br $for-loop|113
       end
      end
      local.get $11
      i32.const 4
      i32.add
      local.set $11
      br $for-loop|11
     end
    end
    local.get $0
    local.get $16
    i32.add
    local.set $0
    local.get $1
    local.get $16
    i32.add
    local.set $1
    local.get $2
    local.get $16
    i32.add
    local.set $2
    local.get $8
    local.get $16
    i32.add
    local.set $8
    local.get $6
    i32.const 1
    i32.sub
    local.set $6
    br $for-loop|0
   end
  end
 )
 (func $assembly/attention-i16/packValues (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 f32) (param $5 i32)
  (local $6 i32)
  (local $7 i32)
  (local $8 v128)
  (local $9 v128)
  (local $10 v128)
  (local $11 i32)
  (local $12 i32)
  (local $13 v128)
  (local $14 i32)
  (local $15 i32)
  v128.const i32x4 0x4b400000 0x4b400000 0x4b400000 0x4b400000
  local.get $2
  i32.const 31
  i32.shr_u
  i32x4.splat
  v128.or
  local.set $9
  local.get $4
  f32x4.splat
  local.set $10
  loop $for-loop|0
   local.get $3
   i32.const 0
   i32.gt_s
   if
    local.get $0
    local.set $6
    local.get $2
    local.set $7
    local.get $3
    i32.const 8
    i32.ge_s
    if
     loop $for-loop|1
      local.get $7
      i32.const 2
      i32.ge_s
      if
       local.get $5
       local.get $6
       v128.load
       local.get $10
       f32x4.mul
       local.get $9
       f32x4.add
       local.get $9
       i32x4.sub
       local.get $6
       v128.load offset=16
       local.get $10
       f32x4.mul
       local.get $9
       f32x4.add
       local.get $9
       i32x4.sub
       i16x8.narrow_i32x4_s
       local.tee $8
       local.get $1
       local.get $6
       i32.add
       local.tee $11
       v128.load
       local.get $10
       f32x4.mul
       local.get $9
       f32x4.add
       local.get $9
       i32x4.sub
       local.get $11
       v128.load offset=16
       local.get $10
       f32x4.mul
       local.get $9
       f32x4.add
       local.get $9
       i32x4.sub
       i16x8.narrow_i32x4_s
       local.tee $13
       i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23
       v128.store
       local.get $5
       local.get $8
       local.get $13
       i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31
       v128.store offset=16
       local.get $5
       i32.const 32
       i32.add
       local.set $5
       local.get $6
       local.get $1
       i32.const 1
       i32.shl
       i32.add
       local.set $6
       local.get $7
       i32.const 2
       i32.sub
       local.set $7
       br $for-loop|1
      end
     end
    end
    loop $for-loop|2
     local.get $7
     i32.const 0
     i32.gt_s
     if
      local.get $6
      i32.const 16
      i32.add
      local.set $11
      local.get $1
      local.get $6
      i32.add
      local.tee $12
      i32.const 16
      i32.add
      local.set $14
      local.get $5
      local.get $3
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $6
       v128.load
      else
       local.get $3
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $6
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $8
       local.get $3
       i32.const 1
       i32.gt_s
       if
        local.get $6
        local.get $8
        v128.load32_lane offset=4 1
        local.set $8
       end
       local.get $3
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $6
        local.get $8
        v128.load32_lane offset=8 2
       else
        local.get $8
       end
      end
      local.get $10
      f32x4.mul
      local.get $9
      f32x4.add
      local.get $9
      i32x4.sub
      local.get $3
      i32.const 4
      i32.sub
      local.tee $15
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $11
       v128.load
      else
       local.get $15
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $11
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $8
       local.get $15
       i32.const 1
       i32.gt_s
       if
        local.get $11
        local.get $8
        v128.load32_lane offset=4 1
        local.set $8
       end
       local.get $15
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $11
        local.get $8
        v128.load32_lane offset=8 2
       else
        local.get $8
       end
      end
      local.get $10
      f32x4.mul
      local.get $9
      f32x4.add
      local.get $9
      i32x4.sub
      i16x8.narrow_i32x4_s
      local.tee $13
      local.get $3
      i32.const 0
      local.get $7
      i32.const 1
      i32.gt_s
      select
      local.tee $11
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $12
       v128.load
      else
       local.get $11
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $12
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $8
       local.get $11
       i32.const 1
       i32.gt_s
       if
        local.get $12
        local.get $8
        v128.load32_lane offset=4 1
        local.set $8
       end
       local.get $11
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $12
        local.get $8
        v128.load32_lane offset=8 2
       else
        local.get $8
       end
      end
      local.get $10
      f32x4.mul
      local.get $9
      f32x4.add
      local.get $9
      i32x4.sub
      local.get $11
      i32.const 4
      i32.sub
      local.tee $11
      i32.const 4
      i32.ge_s
      if (result v128)
       local.get $14
       v128.load
      else
       local.get $11
       i32.const 0
       i32.gt_s
       if (result v128)
        local.get $14
        v128.load32_zero
       else
        v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
       end
       local.set $8
       local.get $11
       i32.const 1
       i32.gt_s
       if
        local.get $14
        local.get $8
        v128.load32_lane offset=4 1
        local.set $8
       end
       local.get $11
       i32.const 2
       i32.gt_s
       if (result v128)
        local.get $14
        local.get $8
        v128.load32_lane offset=8 2
       else
        local.get $8
       end
      end
      local.get $10
      f32x4.mul
      local.get $9
      f32x4.add
      local.get $9
      i32x4.sub
      i16x8.narrow_i32x4_s
      local.tee $8
      i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23
      v128.store
      local.get $5
      local.get $13
      local.get $8
      i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31
      v128.store offset=16
      local.get $5
      i32.const 32
      i32.add
      local.set $5
      local.get $6
      local.get $1
      i32.const 1
      i32.shl
      i32.add
      local.set $6
      local.get $7
      i32.const 2
      i32.sub
      local.set $7
      br $for-loop|2
     end
    end
    local.get $2
    i32.const 1
    i32.add
    i32.const 1
    i32.shr_s
    local.set $6
    loop $for-loop|3
     local.get $6
     i32.const 3
     i32.and
     if
      local.get $5
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      v128.store
      local.get $5
      v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
      v128.store offset=16
      local.get $5
      i32.const 32
      i32.add
      local.set $5
      local.get $6
      i32.const 1
      i32.add
      local.set $6
      br $for-loop|3
     end
    end
    local.get $0
    i32.const 32
    i32.add
    local.set $0
    local.get $3
    i32.const 8
    i32.sub
    local.set $3
    br $for-loop|0
   end
  end
 )
 (func $assembly/attention-i16/packKeys (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 f32) (param $5 i32)
  (local $6 v128)
  (local $7 v128)
  (local $8 v128)
  (local $9 i32)
  (local $10 i32)
  (local $11 i32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 i32)
  (local $17 i32)
  (local $18 i32)
  (local $19 i32)
  (local $20 i32)
  (local $21 v128)
  (local $22 v128)
  (local $23 v128)
  (local $24 v128)
  (local $25 v128)
  (local $26 i32)
  (local $27 i32)
  v128.const i32x4 0x4b400000 0x4b400000 0x4b400000 0x4b400000
  local.get $2
  i32.const 31
  i32.shr_u
  i32x4.splat
  v128.or
  local.set $7
  local.get $4
  f32x4.splat
  local.set $8
  loop $for-loop|0
   local.get $2
   i32.const 0
   i32.gt_s
   if
    i32.const 0
    local.set $11
    loop $for-loop|1
     local.get $3
     local.get $11
     i32.gt_s
     if
      local.get $3
      local.get $11
      i32.sub
      local.set $12
      local.get $0
      local.get $11
      i32.const 2
      i32.shl
      i32.add
      local.set $9
      i32.const 0
      local.set $13
      loop $for-loop|2
       local.get $13
       i32.const 8
       i32.lt_s
       if
        local.get $5
        local.get $13
        i32.const 2
        i32.shl
        i32.add
        local.set $10
        local.get $2
        local.get $13
        i32.sub
        local.tee $19
        i32.const 4
        i32.ge_s
        local.get $12
        i32.const 8
        i32.ge_s
        i32.and
        if
         local.get $10
         local.get $9
         v128.load
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         local.get $9
         v128.load offset=16
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         i16x8.narrow_i32x4_s
         local.tee $6
         local.get $1
         local.get $9
         i32.add
         local.tee $14
         v128.load
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         local.get $14
         v128.load offset=16
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         i16x8.narrow_i32x4_s
         local.tee $21
         i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
         local.tee $22
         local.get $9
         local.get $1
         i32.const 1
         i32.shl
         i32.add
         local.tee $14
         v128.load
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         local.get $14
         v128.load offset=16
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         i16x8.narrow_i32x4_s
         local.tee $23
         local.get $9
         local.get $1
         i32.const 3
         i32.mul
         i32.add
         local.tee $14
         v128.load
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         local.get $14
         v128.load offset=16
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         i16x8.narrow_i32x4_s
         local.tee $24
         i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
         local.tee $25
         i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
         v128.store
         local.get $10
         local.get $22
         local.get $25
         i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
         v128.store offset=32
         local.get $10
         i32.const -64
         i32.sub
         local.get $6
         local.get $21
         i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
         local.tee $6
         local.get $23
         local.get $24
         i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
         local.tee $21
         i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
         v128.store
         local.get $10
         local.get $6
         local.get $21
         i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
         v128.store offset=96
        else
         local.get $9
         i32.const 16
         i32.add
         local.set $26
         local.get $1
         local.get $9
         i32.add
         local.tee $20
         i32.const 16
         i32.add
         local.set $14
         local.get $9
         local.get $1
         i32.const 1
         i32.shl
         i32.add
         local.tee $15
         i32.const 16
         i32.add
         local.set $16
         local.get $9
         local.get $1
         i32.const 3
         i32.mul
         i32.add
         local.tee $17
         i32.const 16
         i32.add
         local.set $18
         local.get $10
         local.get $12
         i32.const 0
         local.get $19
         i32.const 0
         i32.gt_s
         select
         local.tee $27
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $9
          v128.load
         else
          local.get $27
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $9
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $6
          local.get $27
          i32.const 1
          i32.gt_s
          if
           local.get $9
           local.get $6
           v128.load32_lane offset=4 1
           local.set $6
          end
          local.get $27
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $9
           local.get $6
           v128.load32_lane offset=8 2
          else
           local.get $6
          end
         end
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         local.get $27
         i32.const 4
         i32.sub
         local.tee $27
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $26
          v128.load
         else
          local.get $27
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $26
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $6
          local.get $27
          i32.const 1
          i32.gt_s
          if
           local.get $26
           local.get $6
           v128.load32_lane offset=4 1
           local.set $6
          end
          local.get $27
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $26
           local.get $6
           v128.load32_lane offset=8 2
          else
           local.get $6
          end
         end
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         i16x8.narrow_i32x4_s
         local.tee $21
         local.get $12
         i32.const 0
         local.get $19
         i32.const 1
         i32.gt_s
         select
         local.tee $26
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $20
          v128.load
         else
          local.get $26
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $20
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $6
          local.get $26
          i32.const 1
          i32.gt_s
          if
           local.get $20
           local.get $6
           v128.load32_lane offset=4 1
           local.set $6
          end
          local.get $26
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $20
           local.get $6
           v128.load32_lane offset=8 2
          else
           local.get $6
          end
         end
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         local.get $26
         i32.const 4
         i32.sub
         local.tee $20
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $14
          v128.load
         else
          local.get $20
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $14
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $6
          local.get $20
          i32.const 1
          i32.gt_s
          if
           local.get $14
           local.get $6
           v128.load32_lane offset=4 1
           local.set $6
          end
          local.get $20
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $14
           local.get $6
           v128.load32_lane offset=8 2
          else
           local.get $6
          end
         end
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         i16x8.narrow_i32x4_s
         local.tee $22
         i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
         local.tee $23
         local.get $12
         i32.const 0
         local.get $19
         i32.const 2
         i32.gt_s
         select
         local.tee $14
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $15
          v128.load
         else
          local.get $14
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $15
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $6
          local.get $14
          i32.const 1
          i32.gt_s
          if
           local.get $15
           local.get $6
           v128.load32_lane offset=4 1
           local.set $6
          end
          local.get $14
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $15
           local.get $6
           v128.load32_lane offset=8 2
          else
           local.get $6
          end
         end
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         local.get $14
         i32.const 4
         i32.sub
         local.tee $14
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $16
          v128.load
         else
          local.get $14
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $16
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $6
          local.get $14
          i32.const 1
          i32.gt_s
          if
           local.get $16
           local.get $6
           v128.load32_lane offset=4 1
           local.set $6
          end
          local.get $14
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $16
           local.get $6
           v128.load32_lane offset=8 2
          else
           local.get $6
          end
         end
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         i16x8.narrow_i32x4_s
         local.tee $24
         local.get $12
         i32.const 0
         local.get $19
         i32.const 3
         i32.gt_s
         select
         local.tee $14
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $17
          v128.load
         else
          local.get $14
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $17
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $6
          local.get $14
          i32.const 1
          i32.gt_s
          if
           local.get $17
           local.get $6
           v128.load32_lane offset=4 1
           local.set $6
          end
          local.get $14
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $17
           local.get $6
           v128.load32_lane offset=8 2
          else
           local.get $6
          end
         end
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         local.get $14
         i32.const 4
         i32.sub
         local.tee $14
         i32.const 4
         i32.ge_s
         if (result v128)
          local.get $18
          v128.load
         else
          local.get $14
          i32.const 0
          i32.gt_s
          if (result v128)
           local.get $18
           v128.load32_zero
          else
           v128.const i32x4 0x00000000 0x00000000 0x00000000 0x00000000
          end
          local.set $6
          local.get $14
          i32.const 1
          i32.gt_s
          if
           local.get $18
           local.get $6
           v128.load32_lane offset=4 1
           local.set $6
          end
          local.get $14
          i32.const 2
          i32.gt_s
          if (result v128)
           local.get $18
           local.get $6
           v128.load32_lane offset=8 2
          else
           local.get $6
          end
         end
         local.get $8
         f32x4.mul
         local.get $7
         f32x4.add
         local.get $7
         i32x4.sub
         i16x8.narrow_i32x4_s
         local.tee $6
         i8x16.shuffle 0 1 2 3 16 17 18 19 4 5 6 7 20 21 22 23
         local.tee $25
         i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
         v128.store
         local.get $10
         local.get $23
         local.get $25
         i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
         v128.store offset=32
         local.get $10
         i32.const -64
         i32.sub
         local.get $21
         local.get $22
         i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
         local.tee $21
         local.get $24
         local.get $6
         i8x16.shuffle 8 9 10 11 24 25 26 27 12 13 14 15 28 29 30 31
         local.tee $6
         i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
         v128.store
         local.get $10
         local.get $21
         local.get $6
         i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31
         v128.store offset=96
        end
        local.get $9
        local.get $1
        i32.const 2
        i32.shl
        i32.add
        local.set $9
        local.get $13
        i32.const 4
        i32.add
        local.set $13
        br $for-loop|2
       end
      end
      local.get $5
      i32.const 128
      i32.add
      local.set $5
      local.get $11
      i32.const 8
      i32.add
      local.set $11
      br $for-loop|1
     end
    end
    local.get $0
    local.get $1
    i32.const 3
    i32.shl
    i32.add
    local.set $0
    local.get $2
    i32.const 8
    i32.sub
    local.set $2
    br $for-loop|0
   end
  end
 )
 (func $assembly/attention-i16/attentionI16 (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $4 i32) (param $5 i32) (param $6 i32) (param $7 i32) (param $8 i32) (param $9 i32)
  (local $10 i32)
  (local $11 f32)
  (local $12 i32)
  (local $13 i32)
  (local $14 i32)
  (local $15 i32)
  (local $16 f32)
  (local $17 f32)
  (local $18 f32)
  (local $19 i32)
  local.get $6
  local.get $7
  i32.mul
  i32.const 2
  i32.shl
  local.set $14
  local.get $7
  i32.const 2
  i32.shl
  local.set $12
  local.get $9
  local.get $5
  i32.const 7
  i32.add
  local.tee $10
  i32.const 8
  i32.div_s
  local.get $7
  i32.const 7
  i32.add
  local.tee $15
  i32.const -8
  i32.and
  i32.const 4
  i32.shl
  i32.mul
  i32.add
  local.tee $13
  local.get $15
  i32.const 8
  i32.div_s
  local.get $10
  i32.const -8
  i32.and
  i32.const 4
  i32.shl
  i32.mul
  i32.add
  local.set $15
  f32.const 2147000064
  local.get $7
  f32.convert_i32_s
  local.tee $16
  f32.div
  f32.sqrt
  f32.nearest
  f32.const 32767
  f32.min
  local.set $11
  f32.const 1.4426950216293335
  local.get $16
  f32.sqrt
  f32.div
  local.set $16
  loop $for-loop|0
   local.get $6
   i32.const 0
   i32.gt_s
   if
    local.get $2
    local.get $3
    local.get $5
    local.get $7
    call $assembly/shorts/largestSize
    local.set $17
    local.get $1
    local.get $3
    local.get $5
    local.get $7
    local.get $11
    local.get $1
    local.get $3
    local.get $5
    local.get $7
    call $assembly/shorts/largestSize
    local.tee $18
    f32.div
    local.get $9
    call $assembly/attention-i16/packKeys
    local.get $2
    local.get $3
    local.get $5
    local.get $7
    f32.const 32767
    local.get $17
    f32.div
    local.get $13
    call $assembly/attention-i16/packValues
    local.get $18
    local.get $11
    local.get $11
    f32.mul
    f32.div
    local.get $16
    f32.mul
    local.set $18
    local.get $17
    f32.const 32767
    f32.div
    local.set $17
    local.get $4
    i32.const 4
    i32.lt_s
    if
     i32.const 0
     local.set $10
     loop $for-loop|1
      local.get $4
      local.get $10
      i32.gt_u
      if
       local.get $0
       local.get $3
       local.get $10
       i32.mul
       i32.add
       i32.const 0
       local.get $9
       local.get $13
       local.get $5
       local.get $7
       local.get $11
       local.get $18
       local.get $17
       local.get $8
       local.get $10
       local.get $14
       i32.mul
       i32.add
       i32.const 0
       local.get $15
       call $assembly/attention-i16/mix
       local.get $10
       i32.const 1
       i32.add
       local.set $10
       br $for-loop|1
      end
     end
    else
     i32.const 0
     local.set $10
     loop $for-loop|2
      local.get $4
      local.get $10
      i32.gt_s
      if
       local.get $0
       local.get $10
       local.get $4
       i32.const 4
       i32.sub
       local.tee $19
       local.get $10
       local.get $19
       i32.lt_s
       select
       local.tee $19
       local.get $3
       i32.mul
       i32.add
       local.get $3
       local.get $9
       local.get $13
       local.get $5
       local.get $7
       local.get $11
       local.get $18
       local.get $17
       local.get $8
       local.get $14
       local.get $19
       i32.mul
       i32.add
       local.get $14
       local.get $15
       call $assembly/attention-i16/mix
       local.get $10
       i32.const 4
       i32.add
       local.set $10
       br $for-loop|2
      end
     end
    end
    local.get $0
    local.get $12
    i32.add
    local.set $0
    local.get $1
    local.get $12
    i32.add
    local.set $1
    local.get $2
    local.get $12
    i32.add
    local.set $2
    local.get $8
    local.get $12
    i32.add
    local.set $8
    local.get $6
    i32.const 1
    i32.sub
    local.set $6
    br $for-loop|0
   end
  end
 )
)
