# Third-party libraries as imported targets, all from Debian 12 packages (scripts/setup installs
# them). Where a package ships no CMake target, one is made here; headers are SYSTEM so that the
# project's warnings stay its own.
find_package(PkgConfig REQUIRED)

# kizuki_pkg(NAME MODULE): imported target kizuki_dep::NAME from pkg-config MODULE.
function(kizuki_pkg name module)
  pkg_check_modules(KIZUKI_${name} REQUIRED IMPORTED_TARGET GLOBAL "${module}")
  add_library(kizuki_dep::${name} ALIAS PkgConfig::KIZUKI_${name})
endfunction()

kizuki_pkg(xapian "xapian-core>=1.4.18")
kizuki_pkg(icu "icu-uc>=70")
kizuki_pkg(icu_i18n "icu-i18n>=70")
kizuki_pkg(sqlite "sqlite3>=3.37")
kizuki_pkg(zstd "libzstd>=1.5")
kizuki_pkg(xxhash "libxxhash>=0.8")
kizuki_pkg(crypto "libcrypto>=3.0")
kizuki_pkg(xlsxwriter "xlsxwriter")
kizuki_pkg(zip "libzip>=1.7")
kizuki_pkg(expat "expat>=2.4")

find_package(fmt REQUIRED)
add_library(kizuki_dep_fmt INTERFACE)
target_link_libraries(kizuki_dep_fmt INTERFACE fmt::fmt)
add_library(kizuki_dep::fmt ALIAS kizuki_dep_fmt)

# kizuki_header_dep(NAME HEADER [LIBRARY]): target for a package without pkg-config file.
function(kizuki_header_dep name header)
  find_path(KIZUKI_${name}_INCLUDE "${header}" REQUIRED)
  add_library(kizuki_dep_${name} INTERFACE)
  target_include_directories(kizuki_dep_${name} SYSTEM INTERFACE "${KIZUKI_${name}_INCLUDE}")
  if(ARGC GREATER 2)
    find_library(KIZUKI_${name}_LIBRARY NAMES "${ARGV2}" REQUIRED)
    target_link_libraries(kizuki_dep_${name} INTERFACE "${KIZUKI_${name}_LIBRARY}")
  endif()
  add_library(kizuki_dep::${name} ALIAS kizuki_dep_${name})
endfunction()

kizuki_header_dep(mecab mecab.h mecab)
kizuki_header_dep(csv csv.h csv)
kizuki_header_dep(rapidjson rapidjson/document.h)
kizuki_header_dep(valijson valijson/validator.hpp)
kizuki_header_dep(cli11 CLI/CLI.hpp)
kizuki_header_dep(liblinear linear.h linear)
kizuki_header_dep(boost boost/beast/http.hpp)

# The MeCab system dictionary (IPADIC in UTF-8) and the compiler of user dictionaries.
set(KIZUKI_MECAB_DICDIR "/var/lib/mecab/dic/ipadic-utf8" CACHE PATH
    "Compiled MeCab system dictionary (IPADIC, UTF-8)")
if(NOT EXISTS "${KIZUKI_MECAB_DICDIR}/sys.dic")
  message(FATAL_ERROR "No MeCab dictionary in ${KIZUKI_MECAB_DICDIR}. Run scripts/setup, "
                      "or set KIZUKI_MECAB_DICDIR.")
endif()
set(KIZUKI_IPADIC_SOURCES "/usr/share/mecab/dic/ipadic" CACHE PATH
    "Folder of IPADIC's sources (EUC-JP), for the table of readings; may be missing")
find_program(KIZUKI_MECAB_DICT_INDEX mecab-dict-index
             HINTS /usr/lib/mecab /usr/libexec/mecab /usr/local/libexec/mecab REQUIRED)
