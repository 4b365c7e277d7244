# One library target a folder, one test program a folder.

# kizuki_library(NAME SOURCES … HEADERS … [LINKS …] [PRIVATE_LINKS …])
#   Target kizuki_NAME, alias kizuki::NAME. Every header is also compiled alone
#   (target all_verify_interface_header_sets), so that none leans on another's includes.
#   LINKS are the layers below and show in our headers; PRIVATE_LINKS are third-party
#   libraries that stay inside our sources.
function(kizuki_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;HEADERS;LINKS;PRIVATE_LINKS" ${ARGN})
  add_library(kizuki_${name} STATIC ${arg_SOURCES})
  add_library(kizuki::${name} ALIAS kizuki_${name})
  target_sources(kizuki_${name} PUBLIC FILE_SET HEADERS
                 BASE_DIRS "${PROJECT_SOURCE_DIR}" FILES ${arg_HEADERS})
  set_target_properties(kizuki_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_link_libraries(kizuki_${name} PUBLIC kizuki_compiler ${arg_LINKS}
                        PRIVATE ${arg_PRIVATE_LINKS})
endfunction()

# kizuki_test(NAME SOURCES … LINKS … [LABELS …])
#   A GoogleTest program; each TEST is one ctest entry.
function(kizuki_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINKS;LABELS" ${ARGN})
  find_package(GTest REQUIRED)
  include(GoogleTest)
  add_executable(${name} ${arg_SOURCES})
  # Tests run once and are compiled in every build: a third less time than at -O3.
  set_target_properties(${name} PROPERTIES KIZUKI_TEST ON)
  target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  target_link_libraries(${name} PRIVATE kizuki_compiler ${arg_LINKS} kizuki::test_paths
                        GTest::gmock GTest::gtest GTest::gtest_main)
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST
                       PROPERTIES TIMEOUT 300 LABELS "${arg_LABELS}")
  # The tsan preset builds and runs the concurrency tests only.
  if("concurrency" IN_LIST arg_LABELS)
    if(NOT TARGET concurrency_tests)
      add_custom_target(concurrency_tests)
    endif()
    add_dependencies(concurrency_tests ${name})
  endif()
endfunction()

# kizuki_fuzz(NAME SOURCE LINKS …)
#   With KIZUKI_FUZZERS: a libFuzzer program. Otherwise a program that replays
#   tests/fuzz/corpus/NAME/* and regressions once, run as a test in every build.
function(kizuki_fuzz name source)
  cmake_parse_arguments(arg "" "" "LINKS" ${ARGN})
  add_executable(fuzz_${name} ${source})
  target_link_libraries(fuzz_${name} PRIVATE kizuki_compiler ${arg_LINKS} kizuki::test_paths)
  if(KIZUKI_FUZZERS)
    target_compile_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_sources(fuzz_${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cpp")
    add_test(NAME fuzz_replay.${name}
             COMMAND fuzz_${name} "${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name}")
    set_tests_properties(fuzz_replay.${name} PROPERTIES LABELS "fuzz" TIMEOUT 120)
  endif()
endfunction()
