#include "search/index.hpp"

#include <algorithm>

namespace mado::search {

bool Index::has(std::int64_t id) const {
  return std::ranges::any_of(parts_, [&](const Part& part) {
    const auto at = part.segment->find(id);
    return at && (part.dead.empty() || !part.dead[*at]);
  });
}

size_t Index::bytes() const {
  size_t bytes = meaning_ ? meaning_->memory_bytes() : 0;
  for (const Part& part : parts_) bytes += part.segment->bytes() + part.dead.size() / 8;
  return bytes;
}

size_t Index::documents_with(Key key) const {
  size_t count = 0;
  for (const Part& part : parts_) count += part.segment->documents_with(key);
  return count;
}

void Index::kill(std::int64_t id) {
  for (Part& part : parts_) {
    const auto at = part.segment->find(id);
    if (!at || (!part.dead.empty() && part.dead[*at])) continue;
    if (part.dead.empty()) part.dead.resize(part.segment->size());
    part.dead[*at] = true;
    --part.live;
  }
}

/// Merges from the end while the part before is not clearly larger, and drops what died.
void Index::settle() {
  std::erase_if(parts_, [](const Part& part) { return part.live == 0; });
  while (parts_.size() > 1 && parts_[parts_.size() - 2].live < 2 * parts_.back().live) {
    const Part last = std::move(parts_.back());
    parts_.pop_back();
    Part& before = parts_.back();
    before = {
        Segment::merge(*before.segment, before.dead, *last.segment, last.dead), {}, before.live + last.live};
  }
  totals_ = {};
  live_ = 0;
  for (const Part& part : parts_) {
    totals_.add(part.segment->totals());
    live_ += part.live;
  }
}

Index Index::with(std::span<const Document> documents, std::span<const std::int64_t> removed) const {
  Index changed = *this;
  for (const std::int64_t id : removed) changed.kill(id);
  for (const Document& document : documents) changed.kill(document.id);
  if (!documents.empty())
    changed.parts_.push_back(
        {Segment::build(documents, language_, totals_, meaning_.get()), {}, documents.size()});
  changed.settle();
  return changed;
}

Index Index::with(std::shared_ptr<const Ideas> ideas) const {
  Index changed = *this;
  changed.ideas_ = std::move(ideas);
  return changed;
}

}  // namespace mado::search
