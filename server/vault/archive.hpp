#pragma once

#include "vault/sealed_stream.hpp"

#include <filesystem>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

// Files in a sealed stream, one after the other, at the end an empty name:
//
//   name's length, 16 bits | name | content's length, 64 bits | content          (big-endian)
namespace callroom::vault {

/// Puts the files in, each by its file name. Throws std::runtime_error: reading or writing failed.
void write_archive(std::ostream& out, const MasterKey& master, const std::vector<std::filesystem::path>& files);

/// Puts the files into the folder (which is there), readable by their owner only, each durable; gives their names. A
/// file that is there is not overwritten. Throws StreamDamaged, std::runtime_error; what was written by then stays: it
/// is the caller's folder to throw away.
std::vector<std::string> extract_archive(std::istream& in, const SealedReader::MasterKeyOf& key_of,
                                         const std::filesystem::path& folder);

}  // namespace callroom::vault
