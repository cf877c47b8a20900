#include "vault/command.hpp"

#include "vault/master_key.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <system_error>

extern char** environ;

namespace callroom::vault {
namespace {

constexpr std::size_t kMostBytes = 64 * 1024;

[[noreturn]] void fail(const std::string& what) { throw KeyError("encryption.key_command: " + what); }
[[noreturn]] void fail(const char* doing, int error) {
  fail(std::string("cannot ") + doing + ": " + std::generic_category().message(error));
}

/// A shell in a process group of its own, reaped when this goes.
class Shell {
 public:
  explicit Shell(const std::string& command) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("make a pipe", errno);
    out_ = ends[0];
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);  // so that its children can be killed with it
    std::string shell = "/bin/sh";
    std::string flag = "-c";
    std::string text = command;
    std::array<char*, 4> args{shell.data(), flag.data(), text.data(), nullptr};
    const int error = ::posix_spawn(&child_, shell.c_str(), &files, &attributes, args.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    ::close(ends[1]);
    if (error != 0) {
      ::close(out_);
      fail("run a shell", error);
    }
  }
  ~Shell() {
    ::close(out_);
    if (child_ > 0) {
      ::kill(-child_, SIGKILL);
      wait();
    }
  }
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  [[nodiscard]] int out() const noexcept { return out_; }
  /// Its wait status.
  int wait() {
    int status = 0;
    while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    child_ = 0;
    return status;
  }

 private:
  int out_ = -1;
  ::pid_t child_ = 0;
};

}  // namespace

std::string output_of(const std::string& command, base::Millis patience) {
  using Steady = std::chrono::steady_clock;
  const auto deadline = Steady::now() + patience;
  Shell shell(command);
  std::string output;
  for (;;) {
    const auto left = std::chrono::duration_cast<base::Millis>(deadline - Steady::now());
    pollfd readable{shell.out(), POLLIN, 0};
    const int ready = left.count() > 0 ? ::poll(&readable, 1, static_cast<int>(left.count())) : 0;
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) fail("wait for it", errno);
    if (ready == 0) fail("it took longer than " + std::to_string(patience.count()) + " ms");
    std::array<char, 4096> part{};
    const auto got = ::read(shell.out(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read its output", errno);
    if (got == 0) break;
    output.append(part.data(), static_cast<std::size_t>(got));
    if (output.size() > kMostBytes) fail("it wrote more than a key");
  }
  const int status = shell.wait();
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return output;
  fail(WIFEXITED(status) ? "it ended with " + std::to_string(WEXITSTATUS(status)) : "it was killed");
}

}  // namespace callroom::vault
