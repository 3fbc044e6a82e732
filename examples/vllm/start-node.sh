#!/bin/sh
# The first node leads the Ray cluster and serves the model; the others join it.
set -eu

if [ "${NODE_RANK:-0}" = 0 ]; then
    ray start --head --port 6379
    exec vllm serve "$MODEL" --tensor-parallel-size "${GPUS_PER_NODE:-8}" --pipeline-parallel-size "${NODES:-1}"
fi
exec ray start --block --address "$HEAD_ADDRESS:6379"
