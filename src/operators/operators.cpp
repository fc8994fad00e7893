#include "operators/operators.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "operators/store.hpp"

namespace mado::operators {
namespace {

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

}  // namespace

policy::FileReader reader_of(const std::map<std::string, std::string>& files) {
  return [&files](const std::string& name) {
    const auto file = files.find(name);
    return file == files.end() ? std::nullopt : std::optional(file->second);
  };
}

Result<PolicyPtr> read_version(db::Snapshot& snapshot, OperatorId id, std::int64_t version) {
  const auto source = store::source(snapshot, id, version);
  if (!source) return fail(ErrorCode::unavailable, "policy.stored_unreadable", "no such policy version");
  const auto reading = policy::read(source->text, reader_of(source->files));
  if (!reading.policy)
    return fail(ErrorCode::unavailable, "policy.stored_unreadable",
                reading.mistakes.empty() ? "" : policy::spoken(reading.mistakes.front(), Language::en));
  return reading.policy;
}

Result<void> Operators::load(db::Snapshot& snapshot) {
  std::vector<std::shared_ptr<const Standing>> standings;
  std::map<std::string, std::shared_ptr<const Standing>, std::less<>> by_host;
  for (const auto& row : store::all(snapshot)) {
    MADO_TRY(in_force, version(snapshot, row.id, row.version));
    standings.push_back(std::make_shared<const Standing>(Standing{row.id, row.key, row.version, in_force}));
    for (const auto& host : in_force->operator_facts.hosts) by_host.emplace(host, standings.back());
  }
  const std::lock_guard lock(mutex_);
  standings_ = std::move(standings);
  by_host_ = std::move(by_host);
  return {};
}

std::shared_ptr<const Standing> Operators::by_host(std::string_view host) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_host_.find(without_port(host));
  if (found != by_host_.end()) return found->second;
  return standings_.empty() ? nullptr : standings_.front();
}

std::shared_ptr<const Standing> Operators::by_id(OperatorId id) const {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::ranges::find_if(standings_, [&](const auto& standing) { return standing->id == id; });
  return found == standings_.end() ? nullptr : *found;
}

std::shared_ptr<const Standing> Operators::by_key(std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::ranges::find_if(standings_, [&](const auto& standing) { return standing->key == key; });
  return found == standings_.end() ? nullptr : *found;
}

std::vector<std::shared_ptr<const Standing>> Operators::all() const {
  const std::lock_guard lock(mutex_);
  return standings_;
}

Result<PolicyPtr> Operators::version(db::Snapshot& snapshot, OperatorId id, std::int64_t version) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = versions_.find({id, version}); found != versions_.end()) return found->second;
  }
  MADO_TRY(policy, read_version(snapshot, id, version));
  const std::lock_guard lock(mutex_);
  return versions_.emplace(std::pair(id, version), policy).first->second;
}

void Operators::see(db::Snapshot& snapshot, std::span<const db::JournalEntry> entries) {
  const bool changed =
      std::ranges::any_of(entries, [](const auto& e) { return e.entry.kind == "policy.in_force"; });
  if (!changed) return;
  if (const auto loaded = load(snapshot); !loaded)
    spdlog::error("a new policy cannot be read, the last good one stays in force: {}", loaded.error().cause);
}

}  // namespace mado::operators
