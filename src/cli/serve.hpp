/// `madoguchi serve`: the one place where the parts are wired together, a sentence each.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace mado::cli {

struct ServeOptions {
  std::string data;      ///< folder of the embedded database
  std::string database;  ///< postgresql://…; empty: embedded
  std::string listen = "127.0.0.1:8080";
  std::vector<std::string> policies;  ///< files to publish
  bool demo = false;
};

/// Serves until SIGTERM or SIGINT. Answers the exit code.
int serve(const ServeOptions& options);

}  // namespace mado::cli
