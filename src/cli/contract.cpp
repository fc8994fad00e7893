#include "cli/contract.hpp"

#include <yaml-cpp/yaml.h>

#include <charconv>

#include "embedded/contract.hpp"

namespace mado::cli {
namespace {

/// A plain scalar by YAML's core schema: what the contract uses of it.
json::value scalar(const YAML::Node& node) {
  const auto& text = node.Scalar();
  if (node.Tag() == "!") return json::value(text);  // quoted
  if (text == "true" || text == "false") return json::value(text == "true");
  if (text == "null" || text.empty()) return nullptr;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? json::value(number) : json::value(text);
}

json::value json_of(const YAML::Node& node) {
  if (node.IsScalar()) return scalar(node);
  if (node.IsSequence()) {
    json::array all;
    for (const auto& item : node) all.push_back(json_of(item));
    return all;
  }
  json::object all;
  if (node.IsMap())
    for (const auto& entry : node) all[entry.first.as<std::string>()] = json_of(entry.second);
  return node.IsMap() ? json::value(std::move(all)) : json::value(nullptr);
}

const std::string& contract_text() {
  static const std::string text =
      json::serialize(json_of(YAML::Load(std::string(embedded::contract().front().bytes))));
  return text;
}

}  // namespace

void add_contract(http::Router& router) {
  struct Nothing {};
  router.add(http::read_route<Nothing, Nothing>(
      http::Method::get, "/api/v1/openapi.json",
      [](const http::Call&) -> Result<Nothing> { return Nothing{}; },
      [](const Nothing&, const http::Caller&, db::Snapshot&) -> Result<Nothing> { return Nothing{}; },
      [](const Nothing&, const http::Caller&) { return http::Reply{.body = contract_text()}; }));
}

}  // namespace mado::cli
