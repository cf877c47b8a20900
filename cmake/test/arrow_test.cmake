# cmake -DCALLROOM_SOURCE=<root> -DWORK=<scratch folder> -P arrow_test.cmake
# Configures small projects against cmake/layer.cmake: the one that keeps the arrows must pass, each that breaks one must
# fail, and say which.
cmake_minimum_required(VERSION 3.25)

# configure(<name> <USES of domain> <text of domain.cpp>): a project with the layers base, http and domain.
function(configure name uses source)
  set(dir "${WORK}/${name}")
  file(REMOVE_RECURSE "${dir}")
  file(WRITE "${dir}/CMakeLists.txt" "
    cmake_minimum_required(VERSION 3.25)
    project(arrows LANGUAGES CXX)
    add_library(callroom_warnings INTERFACE)
    set(CALLROOM_PACKAGE_fmt callroom_warnings)
    include(\"${CALLROOM_SOURCE}/cmake/layer.cmake\")
    add_library(base INTERFACE)
    add_library(http INTERFACE)
    add_subdirectory(domain)")
  file(WRITE "${dir}/domain/CMakeLists.txt" "callroom_library(domain SOURCES domain.cpp USES ${uses} PACKAGES fmt)")
  file(WRITE "${dir}/domain/domain.cpp" "${source}")
  execute_process(COMMAND ${CMAKE_COMMAND} -S "${dir}" -B "${dir}/build" RESULT_VARIABLE result
    OUTPUT_VARIABLE output ERROR_VARIABLE output)
  set(result "${result}" PARENT_SCOPE)
  string(REGEX REPLACE "[ \n]+" " " output "${output}")
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(expect_refused name message)
  if(result EQUAL 0)
    message(FATAL_ERROR "${name}: configured although it breaks an arrow")
  endif()
  string(FIND "${output}" "${message}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "${name}: failed, but without saying '${message}':\n${output}")
  endif()
endfunction()

configure(allowed base "#include \"base/clock.hpp\"\n#include <vector>\n")
if(NOT result EQUAL 0)
  message(FATAL_ERROR "allowed: did not configure:\n${output}")
endif()

configure(upward_target "base http" "#include \"base/clock.hpp\"\n")
expect_refused(upward_target "layer 'domain' must not use 'http'")

configure(upward_include base "#include \"http/server.hpp\"\n")
expect_refused(upward_include "includes \"http/server.hpp\" of layer 'http'")

configure(third_party base "#include <boost/asio/post.hpp>\n")
expect_refused(third_party "which that layer must not see")

configure(unknown_package base "")
file(WRITE "${WORK}/unknown_package/domain/CMakeLists.txt" "callroom_library(domain SOURCES domain.cpp USES base PACKAGES leftpad)")
execute_process(COMMAND ${CMAKE_COMMAND} -S "${WORK}/unknown_package" -B "${WORK}/unknown_package/build"
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
string(REGEX REPLACE "[ \n]+" " " output "${output}")
expect_refused(unknown_package "package: 'leftpad' of 'domain'")
