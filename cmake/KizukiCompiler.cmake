# Compiler flags, on one interface target that every Kizuki target links.
find_package(Threads REQUIRED)

add_library(kizuki_compiler INTERFACE)
target_compile_options(kizuki_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wold-style-cast -Wnon-virtual-dtor
  $<$<BOOL:${KIZUKI_WERROR}>:-Werror>)
# GCC 12 warns of std::string's own operator+ at -O3 (GCC bug 105651, fixed in 13).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(kizuki_compiler INTERFACE -Wno-restrict)
endif()
target_include_directories(kizuki_compiler INTERFACE "${PROJECT_SOURCE_DIR}")
target_link_libraries(kizuki_compiler INTERFACE Threads::Threads)

# libstdc++'s checked preconditions in every build that is not an optimised one.
target_compile_definitions(kizuki_compiler INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)

if(KIZUKI_SANITIZE)
  target_compile_options(kizuki_compiler INTERFACE
    -fsanitize=${KIZUKI_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all -g1)
  target_link_options(kizuki_compiler INTERFACE -fsanitize=${KIZUKI_SANITIZE})
  # What a test's own sources compute is not what is looked at; checks of it double their compile
  # time. Behind the options above, which would turn it on again.
  if(KIZUKI_SANITIZE MATCHES "undefined")
    target_compile_options(kizuki_compiler INTERFACE
      $<$<BOOL:$<TARGET_PROPERTY:KIZUKI_TEST>>:-fno-sanitize=undefined>)
  endif()
endif()
if(KIZUKI_COVERAGE)
  target_compile_options(kizuki_compiler INTERFACE --coverage -O0 -g)
  target_link_options(kizuki_compiler INTERFACE --coverage)
endif()
if(KIZUKI_TIDY)
  find_program(KIZUKI_CLANG_TIDY NAMES clang-tidy-14 clang-tidy REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY "${KIZUKI_CLANG_TIDY}" --quiet)
endif()

find_program(KIZUKI_CCACHE ccache)
if(KIZUKI_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${KIZUKI_CCACHE}")
endif()
