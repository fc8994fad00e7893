#include "pages/help_pages.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "pages/vote.hpp"
#include "pages/words.hpp"
#include "requests/verdict_view.hpp"

namespace mado::pages {
namespace {

using help::store::Shelved;

std::string words(const Reader& reader, std::string_view key, const MessageValues& values = {}) {
  return say(reader.language, fmt::format("public.{}", key), values, reader.zone);
}

std::string product_name(const Reader& reader, const std::string& product) {
  const auto* service = reader.policy().service(product);
  if (service) return std::string(reader.in(service->name));
  return product.empty() ? words(reader, "help.other") : product;
}

std::string topic_name(const Reader& reader, const std::string& topic) {
  const auto* known = reader.policy().topic(topic);
  if (known) return std::string(reader.in(known->name));
  return topic.empty() ? words(reader, "help.general") : topic;
}

/// Place in the policy's order; what it does not name comes last.
template <class All>
size_t place_in(const All& all, const std::string& id) {
  return static_cast<size_t>(std::ranges::find_if(all, [&](const auto& each) { return each.id == id; }) -
                             all.begin());
}

/// A topic of one product: what is shown of it, and how much there is.
struct Shelf {
  std::string product;
  std::string topic;
  std::vector<const Shelved*> articles;
};

std::vector<Shelf> shelves_of(const Reader& reader, const std::vector<Shelved>& shelved) {
  std::vector<Shelf> shelves;
  for (const auto& article : shelved) {
    if (shelves.empty() || shelves.back().product != article.product || shelves.back().topic != article.topic)
      shelves.push_back({article.product, article.topic, {}});
    shelves.back().articles.push_back(&article);
  }
  const auto& policy = reader.policy();
  std::ranges::sort(shelves, {}, [&](const Shelf& shelf) {
    return std::tuple(place_in(policy.services, shelf.product), shelf.product,
                      place_in(policy.topics, shelf.topic), shelf.topic);
  });
  return shelves;
}

Data article_data(const Shelved& article, const Reader& reader) {
  Data data;
  data.set("address", fmt::format("/articles/{}?lang={}", article.id.text(), code_of(reader.language)));
  data.set("title", article.title);
  data.set("description", article.description);
  return data;
}

Data topic_data(const Reader& reader, const Shelf& shelf) {
  Data data;
  data.set("id", shelf.topic.empty() ? shelf.product : shelf.topic);
  data.set("name", topic_name(reader, shelf.topic));
  data.set("articles",
           list(shelf.articles, [&](const Shelved* each) { return article_data(*each, reader); }));
  const auto count = shelf.articles.front()->count;
  if (count > static_cast<std::int64_t>(shelf.articles.size())) {
    data.set("more", words(reader, "help.more", {{"count", count}}));
    data.set("more_address",
             fmt::format("/help?topic={}", percent_encoded(shelf.product + ' ' + shelf.topic)));
  }
  return data;
}

void put_form(Data& data, const Reader& reader, const Visit& visit) {
  data.set("words", visit.words);
  data.set("lang", std::string(code_of(reader.language)));
  data.set("support_address",
           visit.words.empty() ? "/portal" : fmt::format("/portal?q={}", percent_encoded(visit.words)));
}

std::string kind_name(search::AnswerKind kind, const Reader& reader) {
  return words(reader, fmt::format("answer_kind.{}", search::code_of(kind)));
}

Data answer_data(const search::Answer& answer, const Reader& reader) {
  Data data;
  data.set("address", answer.url);
  data.set("lang", std::string(code_of(answer.language)));
  data.set("kind", kind_name(answer.kind, reader));
  data.set("class", std::string(search::code_of(answer.kind)));
  data.set("title", marked_html(answer.title, answer.title_marks));
  data.set("snippet", marked_html(answer.snippet, answer.snippet_marks));
  if (answer.at) {
    const bool article = search::is_article(answer.kind);
    data.set("at", time_html(*answer.at, article ? Precision::day : Precision::moment, reader));
  }
  if (answer.language != reader.language) data.set("language", say(answer.language, "public.language.name"));
  if (search::is_article(answer.kind) && !answer.product.empty())
    data.set("product", product_name(reader, answer.product));
  return data;
}

/// What others look after (S16): said once, where there is something to say.
void put_elsewhere(Data& data, const Reader& reader, const std::string& asked) {
  const auto found = requests::out_of_scope_json(reader.policy(), asked, reader.language);
  if (!found) return;
  Data elsewhere;
  elsewhere.set("text", std::string(found->at("text").as_string()));
  if (const auto* url = found->if_contains("url")) {
    elsewhere.set("address", std::string(url->as_string()));
    elsewhere.set("go", std::string(found->at("url_text").as_string()));
  }
  data.set("elsewhere", elsewhere);
}

/// Where each UTF-16 unit of a text begins in its UTF-8 bytes, and its end.
std::vector<size_t> unit_places(std::string_view text) {
  std::vector<size_t> places;
  for (size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte & 0xc0U) == 0x80) continue;
    places.push_back(at);
    if (byte >= 0xf0) places.push_back(at);
  }
  places.push_back(text.size());
  return places;
}

}  // namespace

std::string marked_html(std::string_view text, const std::vector<search::Mark>& marks) {
  const auto places = unit_places(text);
  std::string html;
  size_t done = 0;
  for (const auto& mark : marks) {
    const auto from = places[std::min<size_t>(mark.from, places.size() - 1)];
    const auto to = places[std::min<size_t>(mark.to, places.size() - 1)];
    if (from < done || to <= from) continue;
    html += fmt::format("{}<mark>{}</mark>", escaped(text.substr(done, from - done)),
                        escaped(text.substr(from, to - from)));
    done = to;
  }
  return html + escaped(text.substr(done));
}

std::string help_page(const Reader& reader, const Visit& visit, const std::vector<Shelved>& shelved) {
  const auto shelves = shelves_of(reader, shelved);
  Data products{Data::type::list};
  for (size_t from = 0; from < shelves.size();) {
    Data topics{Data::type::list};
    size_t to = from;
    for (; to < shelves.size() && shelves[to].product == shelves[from].product; ++to)
      topics.push_back(topic_data(reader, shelves[to]));
    Data product;
    product.set("id", shelves[from].product);
    product.set("name", product_name(reader, shelves[from].product));
    product.set("topics", topics);
    products.push_back(product);
    from = to;
  }
  Data data;
  put_form(data, reader, visit);
  data.set("products", products);
  data.set("none", shelves.empty());
  const Frame frame{
      .title = words(reader, "help.title"), .description = words(reader, "help.lead"), .place = Place::help};
  return render("help", data, frame, reader, visit);
}

std::string topic_page(const Reader& reader, const Visit& visit, const std::vector<Shelved>& shelved) {
  const auto& first = shelved.front();
  Data data;
  put_form(data, reader, visit);
  data.set("product", product_name(reader, first.product));
  data.set("name", topic_name(reader, first.topic));
  data.set("articles", list(shelved, [&](const Shelved& each) { return article_data(each, reader); }));
  const Frame frame{.title = topic_name(reader, first.topic), .description = "", .place = Place::help};
  return render("topic", data, frame, reader, visit);
}

void put_head(Data& data, const Reader& reader, const Visit& visit, const help::Page& article) {
  const auto& version = article.version;
  put_form(data, reader, visit);
  data.set("title", version.title);
  data.set("description", version.description);
  data.set("article_lang", std::string(code_of(version.language)));
  if (!version.product.empty()) data.set("product", product_name(reader, version.product));
  data.set("product_id", version.product);
  if (!version.topic.empty()) data.set("topic", topic_name(reader, version.topic));
  data.set("updated", time_html(version.updated, Precision::day, reader));
  data.set("other_language", version.language != reader.language);
  data.set("languages", list(article.languages, [&](Language language) {
             Data item;
             item.set("code", std::string(code_of(language)));
             item.set("name", say(language, "public.language.name"));
             item.set("address", fmt::format("/articles/{}?lang={}", version.id.text(), code_of(language)));
             item.set("current", language == version.language);
             return item;
           }));
}

std::string article_page(const Reader& reader, const Visit& visit, const help::Page& article) {
  const auto& version = article.version;
  Data data;
  put_head(data, reader, visit, article);
  data.set("html", article.html);
  data.set("minutes", words(reader, "article.minutes", {{"count", std::int64_t{version.minutes}}}));
  data.set("vote", vote_html(reader, visit, version));
  return render("article", data, frame_of(article), reader, visit);
}

Frame frame_of(const help::Page& article) {
  return {.title = article.version.title,
          .description = article.version.description,
          .place = Place::help,
          .address = "/articles/" + article.version.id.text(),
          .written_in = article.languages};
}

std::string answers_page(const Reader& reader, const Visit& visit,
                         const std::vector<search::Answer>& answers) {
  Data data;
  put_form(data, reader, visit);
  data.set("answers", list(answers, [&](const auto& each) { return answer_data(each, reader); }));
  data.set("none", answers.empty());
  put_elsewhere(data, reader, visit.words);
  data.set("count", words(reader, "answers.count", {{"count", static_cast<std::int64_t>(answers.size())}}));
  const auto title = visit.words.empty() ? words(reader, "help.title")
                                         : words(reader, "answers.title", {{"words", visit.words}});
  return render("answers", data, {.title = title, .description = "", .place = Place::help}, reader, visit);
}

}  // namespace mado::pages
