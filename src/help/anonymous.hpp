/// Takes out of a text what says whose it was, so that others can read it. Pure; a writer reads over it
/// before it is published.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"

namespace mado::help {

/// Whom a text may speak of.
struct Known {
  std::vector<std::string> people;         ///< full names
  std::vector<std::string> organizations;  ///< names
  std::vector<std::string> domains;        ///< of their mail: "contoso.example"
};

/// How often each was taken out.
struct Removed {
  int people = 0;
  int organizations = 0;
  int addresses = 0;  ///< of mail
  int hosts = 0;      ///< under the known domains, and numeric addresses
  int phones = 0;
  int ids = 0;  ///< GUIDs

  bool operator==(const Removed&) const = default;
};

struct Anonymous {
  std::string text;
  Removed removed;
};

/// Names become a word for a name in `language` (also parts of a name that are names by themselves: three
/// letters, or two Chinese or Japanese characters); mail addresses user@example.com, hosts example.com or
/// 192.0.2.1 (RFC 2606, RFC 5737), GUIDs zeros. Hosts of others (outlook.office.com) stay.
Anonymous anonymous(std::string_view text, const Known& known, Language language);

}  // namespace mado::help
