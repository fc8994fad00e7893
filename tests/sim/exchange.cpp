#include "sim/exchange.hpp"

#include <algorithm>

namespace mado::sim {
namespace {

json::object object_of(const Exchange& one) {
  return {{"step", one.step},
          {"member", one.member},
          {"method", static_cast<int>(one.method)},
          {"path", one.path},
          {"key", one.key},
          {"if_match", one.if_match},
          {"body", one.body},
          {"mark", one.mark},
          {"sent_at", count_of(one.sent_at)},
          {"seen", one.seen.back()},
          {"attempt", one.seen.size()}};
}

Exchange exchange_of(const json::object& line) {
  const auto number = [&](const char* key) { return line.at(key).to_number<std::int64_t>(); };
  const auto text = [&](const char* key) { return std::string(line.at(key).as_string()); };
  return {.step = static_cast<int>(number("step")),
          .member = static_cast<size_t>(number("member")),
          .method = static_cast<http::Method>(number("method")),
          .path = text("path"),
          .key = text("key"),
          .if_match = number("if_match"),
          .body = text("body"),
          .mark = text("mark"),
          .sent_at = instant_of(number("sent_at")),
          .seen = {number("seen")}};
}

}  // namespace

Tell teller(std::function<void(const std::string&)> write_line) {
  return {
      .begun = [=](int step) { write_line(json::serialize(json::object{{"begun", step}})); },
      .sent = [=](const Exchange& one) { write_line(json::serialize(object_of(one))); },
      .heard =
          [=](const Heard& reply) {
            write_line(json::serialize(json::object{{"status", reply.status}, {"body", reply.body}}));
          },
      .followed = [=](Instant at) { write_line(json::serialize(json::object{{"followed", count_of(at)}})); }};
}

void Record::take(std::string_view line) {
  const auto told = json::parse(line).as_object();
  if (const auto* at = told.if_contains("followed")) {
    looks_.push_back(instant_of(at->to_number<std::int64_t>()));
    return;
  }
  if (!told.contains("begun")) awaiting_ = !told.contains("status");
  if (const auto* begun = told.if_contains("begun")) {
    last_step_ = static_cast<int>(begun->to_number<std::int64_t>());
  } else if (const auto* status = told.if_contains("status")) {
    exchanges_.back().replies.push_back(
        {static_cast<int>(status->to_number<std::int64_t>()), std::string(told.at("body").as_string())});
  } else if (told.at("attempt").to_number<std::int64_t>() > 1) {
    exchanges_.back().seen.push_back(told.at("seen").to_number<std::int64_t>());
  } else {
    exchanges_.push_back(exchange_of(told));
  }
}

std::vector<Instant> Record::looks() const {
  auto all = looks_;
  std::ranges::sort(all);
  return all;
}

std::optional<Exchange> Record::unanswered() const {
  return awaiting_ ? std::optional(exchanges_.back()) : std::nullopt;
}

}  // namespace mado::sim
