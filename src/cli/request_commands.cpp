#include "cli/request_commands.hpp"

#include <fmt/format.h>

#include <charconv>
#include <ostream>

#include "base/messages.hpp"
#include "requests/timeline.hpp"

namespace mado::cli {
namespace {

Result<RequestId> find(db::Snapshot& snapshot, OperatorId owner, std::string_view written) {
  if (const auto id = RequestId::parse(written)) return *id;
  if (written.starts_with('#')) written.remove_prefix(1);
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(written.data(), written.data() + written.size(), number);
  if (failed != std::errc{} || end != written.data() + written.size())
    return fail(ErrorCode::not_found, "not_found");
  const auto id = requests::store::by_number(snapshot, owner, number);
  return id ? Result<RequestId>(*id) : fail(ErrorCode::not_found, "not_found");
}

http::Caller reader(const operators::Standing& owner, const std::string& lang) {
  http::Caller caller{.kind = http::CallerKind::agent, .operator_id = owner.id, .operator_key = owner.key};
  caller.roles = {"agent"};
  caller.language = language_of_tag(lang).value_or(owner.policy->operator_facts.languages.front());
  caller.zone = owner.policy->operator_facts.time_zone;
  return caller;
}

std::string word(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

void print(const json::object& clock, const http::Caller& caller, std::ostream& out) {
  const auto say_here = [&](std::string_view key, const MessageValues& values = {}) {
    return say(caller.language, "requests.receipt." + std::string(key), values, caller.zone);
  };
  const auto instant = [&](const std::string& text) {
    return say_here("at", {{"at", parse_instant(text).value_or(Instant{})}});
  };
  const auto due = word(clock, "due");
  out << fmt::format("{}: {}{}\n", say_here("clock." + word(clock, "kind")), word(clock, "state"),
                     due.empty() ? "" : ", " + instant(due));
  out << "  " << word(clock, "text") << "\n  "
      << say_here("line", {{"line", clock.at("line").to_number<std::int64_t>()},
                           {"version", clock.at("policy_version").to_number<std::int64_t>()}})
      << "\n  "
      << say_here("sum", {{"minutes", clock.at("open_seconds").to_number<std::int64_t>() / 60},
                          {"target", word(clock, "target")}})
      << '\n';
  for (const auto& value : clock.at("segments").as_array()) {
    const auto& one = value.as_object();
    const auto from = word(one, "from"), to = word(one, "to");
    out << fmt::format("    {}{}  {} {}\n", instant(from), from == to ? "" : " – " + instant(to),
                       say_here("kind." + word(one, "kind")), word(one, "name"));
  }
}

std::string in_words(const Error& error) {
  MessageValues values;
  for (const auto& [name, value] : error.values) values.emplace(name, value);
  return say(Language::en, "errors." + error.key, values);
}

}  // namespace

int print_receipt(db::Database& database, const requests::Parts& parts, const ReceiptOptions& options,
                  std::ostream& out, std::ostream& errors) {
  const auto owner = options.operator_key.empty() ? parts.operators.by_host("")
                                                  : parts.operators.by_key(options.operator_key);
  if (!owner) return errors << "There is no operator of this name.\n", 1;
  const auto caller = reader(*owner, options.lang);
  json::object receipt;
  const auto read = database.read_now([&](db::Snapshot& snapshot) -> Result<void> {
    MADO_TRY(id, find(snapshot, owner->id, options.request));
    MADO_TRY(all, requests::receipts(parts, id, caller, snapshot));
    receipt = requests::receipts_json(all, caller);
    return {};
  });
  if (!read) return errors << in_words(read.error()) << '\n', 1;
  if (options.form == ReceiptForm::json)
    out << json::serialize(receipt) << '\n';
  else
    for (const auto& clock : receipt.at("clocks").as_array()) print(clock.as_object(), caller, out);
  return 0;
}

}  // namespace mado::cli
