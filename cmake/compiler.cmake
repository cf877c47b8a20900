# The language, the warnings and the sanitizers that every target is built with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(THREADS_PREFER_PTHREAD_FLAG ON)

find_program(CALLROOM_CCACHE ccache)
if(CALLROOM_CCACHE)
  # The two sloppiness values are what ccache's manual asks for with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    ${CALLROOM_CCACHE})
endif()

add_library(callroom_warnings INTERFACE)
target_compile_options(callroom_warnings INTERFACE
  -Werror -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Wcast-qual -Woverloaded-virtual -Wduplicated-cond -Wlogical-op -Wformat=2)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these inside its own and Boost's headers once they are inlined (GCC bugs 105562, 105329, 108842).
  target_compile_options(callroom_warnings INTERFACE
    -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds
    -Wno-dangling-pointer)
endif()

if(CALLROOM_SANITIZE)
  add_compile_options(-fsanitize=${CALLROOM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CALLROOM_SANITIZE})
  if(CALLROOM_SANITIZE MATCHES "thread")
    # Boost.Asio orders some accesses with fences, which TSan does not see; GCC says so on each use.
    add_compile_options(-Wno-tsan)
  endif()
endif()
