#include "vault/key_source.hpp"

#include "vault/command.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace callroom::vault {
namespace {

/// A file of keys is some hundred bytes; a mistaken path must not be read to its end.
constexpr std::size_t kMostFileBytes = 64 * 1024;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    throw KeyError("encryption.key_file: cannot open " + path.string() + ": " + std::generic_category().message(errno));
  }
  std::string text(kMostFileBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad()) throw KeyError("encryption.key_file: cannot read " + path.string());
  if (text.size() > kMostFileBytes) throw KeyError("encryption.key_file: " + path.string() + " is no file of keys");
  return text;
}

struct Found {
  std::string text;
  std::string source;
};

std::optional<Found> read_source(const KeySources& sources) {
  const int given = int{!sources.text.empty()} + int{!sources.file.empty()} + int{!sources.command.empty()};
  if (given > 1) {
    throw KeyError("encryption.key, encryption.key_file, encryption.key_command: more than one is set; expected one");
  }
  if (!sources.text.empty()) return Found{sources.text.reveal(), "encryption.key (VIDEO_CALL_ENCRYPTION_KEY)"};
  if (!sources.file.empty()) return Found{read_file(sources.file), "encryption.key_file " + sources.file.string()};
  if (!sources.command.empty()) {
    return Found{output_of(sources.command, sources.command_timeout), "encryption.key_command"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<MasterKeys> load_master_keys(const KeySources& sources) {
  const auto found = read_source(sources);
  if (!found) {
    if (sources.previous_texts.empty()) return std::nullopt;
    throw KeyError("encryption.previous_keys: set without a current key; expected encryption.key as well");
  }
  auto keys = parse_master_keys(found->text, found->source);
  if (keys.empty()) {
    throw KeyError(found->source + ": there is no key; expected " + std::string{kMasterKeyForm});
  }
  MasterKeys all(std::move(keys.front()));
  for (std::size_t i = 1; i < keys.size(); ++i) all.add_previous(std::move(keys[i]));
  for (auto& key : parse_master_keys(sources.previous_texts.reveal(), "encryption.previous_keys")) {
    all.add_previous(std::move(key));
  }
  return all;
}

}  // namespace callroom::vault
