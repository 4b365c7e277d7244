# cmake -DCOMPILER=… -DSYSTEM=… -DSOURCE=… -DOUTPUT=… -P compile_user_words.cmake
#
# Runs mecab-dict-index without its progress bars. It ends with success on some broken input, so
# the number of entries that it reports is held against the number of lines.
execute_process(
  COMMAND "${COMPILER}" -d "${SYSTEM}" -u "${OUTPUT}.tmp" -f utf-8 -t utf-8 "${SOURCE}"
  RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)

file(STRINGS "${SOURCE}" lines ENCODING UTF-8)
list(LENGTH lines expected)
string(REGEX MATCH "\\.\\.\\. ([0-9]+)" reported "${output}")
if(NOT status EQUAL 0 OR NOT CMAKE_MATCH_1 EQUAL expected OR NOT EXISTS "${OUTPUT}.tmp")
  file(REMOVE "${OUTPUT}.tmp")
  message(FATAL_ERROR "${SOURCE}: ${expected} lines, '${CMAKE_MATCH_1}' entries compiled, "
                      "status ${status}\n${output}")
endif()
file(RENAME "${OUTPUT}.tmp" "${OUTPUT}")
