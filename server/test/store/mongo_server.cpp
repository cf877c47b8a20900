#include "test/store/mongo_server.hpp"

#include "base/object_id.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace callroom::store::test {
namespace {

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  return ends;
}

std::string first_line(int from) {
  std::string line;
  char byte = 0;
  while (::read(from, &byte, 1) == 1 && byte != '\n') line += byte;
  return line;
}

}  // namespace

MongoServer& MongoServer::shared() {
  static MongoServer server;
  return server;
}

MongoServer::MongoServer() {
  if (const char* given = std::getenv("MONGODB_URI"); given != nullptr && *given != '\0') {
    // scheme://hosts[/database][?options]
    std::string text = given;
    if (const auto mark = text.find('?'); mark != std::string::npos) {
      options_ = text.substr(mark);
      text.resize(mark);
    }
    const auto hosts = text.find("://") + 3;
    uri_ = text.substr(0, text.find('/', hosts)) + "/";
    return;
  }
  const auto in = make_pipe();
  const auto out = make_pipe();
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  std::string program = CALLROOM_FERRETDB;
  std::string flag = "-dir";
  auto directory = (directory_ / "ferretdb").string();
  const std::array<char*, 4> arguments{program.data(), flag.data(), directory.data(), nullptr};
  const int error = ::posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(in[0]);
  ::close(out[1]);
  input_ = in[1];
  if (error == 0) uri_ = first_line(out[0]);
  ::close(out[0]);
  if (uri_.empty())
    throw std::runtime_error("no FerretDB at " + program + ": scripts/lib/build-ferretdb builds it, or set MONGODB_URI");
}

MongoServer::~MongoServer() {
  if (process_ == 0) return;
  resume();
  ::close(input_);
  int status = 0;
  ::waitpid(process_, &status, 0);
}

std::string MongoServer::new_database() {
  return uri_ + "callroom_" + base::ObjectId::generate(base::SystemClock{}.now()).str() + options_;
}

std::string MongoServer::bytes_of(const std::string& database) const {
  std::string all;
  if (process_ == 0) return all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_ / "ferretdb")) {
    if (!entry.is_regular_file() || entry.path().string().find(database) == std::string::npos) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
  }
  return all;
}

bool MongoServer::pause() {
  if (process_ == 0 || ::kill(process_, SIGSTOP) != 0) return false;
  // The signal is only on its way: the last of its threads may still be answering somebody.
  int status = 0;
  return ::waitpid(process_, &status, WUNTRACED) == process_ && WIFSTOPPED(status);
}
bool MongoServer::resume() { return process_ != 0 && ::kill(process_, SIGCONT) == 0; }

}  // namespace callroom::store::test
