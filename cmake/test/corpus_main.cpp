// Stands in for libFuzzer where the compiler has none (GCC): feeds every file of the corpus folders named on the
// command line to LLVMFuzzerTestOneInput, then neighbours of each file: all its prefixes and a fixed number of damaged
// copies. The damage is seeded by the file's bytes, so that a failure repeats.
//
//   corpus_runner CORPUS_DIRECTORY...
//
// Exit status: 0 all inputs survived, 1 bad usage or empty corpus. A finding ends the process by itself; if by
// abort(), the input being tried is then in the file `crash-input` of the working directory.
#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Bytes = std::vector<std::uint8_t>;

// Enough to reach every branch near a seed in well below a second; a real fuzzer goes on from here.
constexpr std::size_t kDamagedCopies = 512;
// Prefixes of longer files tell nothing new.
constexpr std::size_t kMaxPrefix = 2048;

Bytes current;  // What is being tried, for report(): a signal handler takes no argument of ours.

// Allocating in a signal handler is safe here: abort() is called by the input's own code, not in the middle of malloc.
void report(int) {
  std::signal(SIGABRT, SIG_DFL);
  std::ofstream{"crash-input", std::ios::binary}.write(reinterpret_cast<const char*>(current.data()),
                                                       static_cast<std::streamsize>(current.size()));
  std::fprintf(stderr, "corpus: failed on the %zu bytes now in crash-input\n", current.size());
  std::abort();
}

void try_input(Bytes input) {
  current = std::move(input);
  // A copy of exactly this size on the heap, so that AddressSanitizer sees the first byte read past it.
  const Bytes exact(current);
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

Bytes damage(Bytes bytes, std::mt19937& random) {
  const auto any = [&random](std::size_t below) { return static_cast<std::ptrdiff_t>(random() % below); };
  for (auto changes = 1 + any(4); changes > 0; --changes) {
    const auto value = static_cast<std::uint8_t>(any(256));
    const auto kind = bytes.empty() ? 0 : any(4);
    if (kind == 0) {
      bytes.insert(bytes.begin() + any(bytes.size() + 1), value);
    } else if (kind == 1) {
      bytes.erase(bytes.begin() + any(bytes.size()));
    } else if (kind == 2) {
      bytes[static_cast<std::size_t>(any(bytes.size()))] = value;
    } else {
      std::swap(bytes[static_cast<std::size_t>(any(bytes.size()))], bytes[static_cast<std::size_t>(any(bytes.size()))]);
    }
  }
  return bytes;
}

void try_with_neighbours(const Bytes& seed) {
  try_input(seed);
  for (std::size_t length = 0; length < std::min(seed.size(), kMaxPrefix); ++length) {
    try_input(Bytes(seed.begin(), seed.begin() + static_cast<std::ptrdiff_t>(length)));
  }
  std::seed_seq sequence(seed.begin(), seed.end());
  std::mt19937 random(sequence);
  for (std::size_t i = 0; i < kDamagedCopies; ++i) try_input(damage(seed, random));
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGABRT, report);  // Failed checks and, by way of std::terminate, exceptions.
  std::size_t files = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      try_with_neighbours(Bytes(std::istreambuf_iterator<char>(in), {}));
      ++files;
    }
  }
  if (files == 0) {
    std::fprintf(stderr, "corpus: no file found; usage: %s CORPUS_DIRECTORY...\n", argv[0]);
    return 1;
  }
  std::printf("corpus: %zu files, each with its prefixes and %zu damaged copies\n", files, kDamagedCopies);
}
