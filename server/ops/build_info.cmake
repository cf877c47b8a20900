# Run at every build (cmake -P): asks git which commit this is and rewrites build_info.cpp only when something changed,
# so that nothing is compiled without a reason.
execute_process(
  COMMAND git -C "${SOURCE_DIR}" describe --always --dirty --abbrev=12 --exclude=*
  OUTPUT_VARIABLE COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed OR NOT COMMIT)
  set(COMMIT "unknown")
endif()
configure_file("${SOURCE_DIR}/server/ops/build_info.cpp.in" "${OUTPUT}" @ONLY)
