#!/bin/sh
# test_processors.sh PYTHON [PYTEST'S ARGUMENTS]: run the unit tests as other x86-64 processors
# would. NumPy and OpenBLAS choose their loops by the processor, and each choice rounds differently.
# AVX-512 is run where there is one.
set -eu
python=$1
shift

found=$("$python" -c 'import numpy
print(*numpy.show_config(mode="dicts")["SIMD Extensions"]["found"])')
avx512=
for feature in $found; do
    case $feature in X86_V4 | AVX512*) avx512="$avx512 $feature" ;; esac
done
failed=

run() { # NAME, NumPy's features to go without, OpenBLAS's kernels (empty for its own choice)
    name=$1 without=$2 kernels=$3
    shift 3
    (
        [ -z "$without" ] || export NPY_DISABLE_CPU_FEATURES="$without"
        [ -z "$kernels" ] || export OPENBLAS_CORETYPE="$kernels"
        core=$(OPENBLAS_VERBOSE=2 "$python" -c 'import numpy' 2>&1 | grep Core)
        echo "== $name: NumPy without '$without', OpenBLAS '$core'"
        "$python" -m pytest -q -m "not browser" "$@"
    ) || failed="$failed $name"
}

[ -z "$avx512" ] || run AVX-512 "" "" "$@"
case " $found " in *" X86_V3 "* | *" AVX2 "*) run AVX2 "$avx512" Haswell "$@" ;; esac
run SSE4.2 "$found" Nehalem "$@"
run old-OpenBLAS "" Prescott "$@"

[ -z "$failed" ] || echo "red:$failed"
[ -z "$failed" ]
