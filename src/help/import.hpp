/// Articles from files into the database.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "db/database.hpp"
#include "help/store.hpp"

namespace mado::help {

/// A draft taken apart and compressed, ready for the database.
store::Prepared prepared(Draft draft);

struct ImportReport {
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::int64_t refused = 0;
};

/// One line or file that was not taken: `place` is "FILE:LINE" or "FILE".
struct Refused {
  std::string place;
  Error error;
};
using OnRefused = std::function<void(const Refused&)>;

/// Into what articles go.
struct Shelf {
  db::Database& database;
  IdMaker& ids;
  const Clock& clock;
  OperatorId owner;
};

/// Reads JSON Lines, plain or gzip (form: help::read_line). A bad line is told to `refused` and the rest goes
/// on; a line whose id came before in the same file is refused. Stored in batches, each whole or not at all;
/// the same again changes nothing, so that an import that broke off can be repeated. Errors: not_found,
/// unreadable (see each_line; what came before is kept), unavailable (the database).
Result<ImportReport> import_jsonl(const Shelf& shelf, const std::filesystem::path& file,
                                  const OnRefused& refused);

/// Reads every *.md of a folder (form: help::read_file), in order of name. Errors as above.
Result<ImportReport> import_folder(const Shelf& shelf, const std::filesystem::path& folder,
                                   const OnRefused& refused);

/// One Markdown file that is in memory already (the demo's are embedded in the program); folders in the name
/// are passed over.
struct NamedText {
  std::string_view name;
  std::string_view text;
};
Result<ImportReport> import_texts(const Shelf& shelf, std::span<const NamedText> texts,
                                  const OnRefused& refused);

}  // namespace mado::help
