#include "people/pane_token.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "base/json.hpp"

namespace mado::people {
namespace {

constexpr size_t text_letters_max = 254;
constexpr size_t jti_letters_min = 8;
constexpr size_t jti_letters_max = 128;

struct Parts {
  std::string_view header, payload, signature;
  std::string_view written;  ///< what is signed
};

std::optional<Parts> parts_of(std::string_view token) {
  const auto first = token.find('.'), last = token.rfind('.');
  if (first == std::string_view::npos || first == last || token.size() > pane_token_letters_max)
    return std::nullopt;
  Parts parts{.header = token.substr(0, first),
              .payload = token.substr(first + 1, last - first - 1),
              .signature = token.substr(last + 1),
              .written = token.substr(0, last)};
  return parts.payload.contains('.') ? std::nullopt : std::optional(parts);
}

/// Base64url without padding (RFC 7515, 2).
std::optional<std::string> bytes_of(std::string_view text) {
  std::string bytes(text.size(), '\0');
  size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return std::nullopt;
  bytes.resize(size);
  return bytes;
}

std::optional<json::object> object_of(std::string_view part) {
  const auto bytes = bytes_of(part);
  if (!bytes) return std::nullopt;
  auto value = parse_json(*bytes);
  return value && value->is_object() ? std::optional(std::move(value->as_object())) : std::nullopt;
}

/// "" if it is missing, no text, or longer than `letters_max`.
std::string text_of(const json::object& object, std::string_view name, size_t letters_max) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_string() || value->as_string().size() > letters_max) return {};
  return std::string(value->as_string());
}

std::unexpected<Error> refused(std::string key) { return fail(ErrorCode::unauthenticated, std::move(key)); }

/// Anything else than the one way to sign is refused by its name: a token never chooses how it is checked.
Result<PaneKey> key_of(const json::object& header, std::span<const PaneKey> keys) {
  if (text_of(header, "alg", text_letters_max) != "EdDSA" || header.contains("crit"))
    return refused("pane.algorithm");
  const auto id = PaneKeyId::parse(text_of(header, "kid", text_letters_max));
  const auto found = std::ranges::find_if(keys, [&](const PaneKey& key) { return id && key.id == *id; });
  if (found == keys.end()) return refused("pane.key");
  return *found;
}

bool is_signed(const Parts& parts, const PaneKey& key) {
  const auto signature = bytes_of(parts.signature);
  if (!signature || signature->size() != crypto_sign_BYTES ||
      key.public_key.size() != crypto_sign_PUBLICKEYBYTES)
    return false;
  return crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(signature->data()),
                                     reinterpret_cast<const unsigned char*>(parts.written.data()),
                                     parts.written.size(),
                                     reinterpret_cast<const unsigned char*>(key.public_key.data())) == 0;
}

/// Whole seconds since 1970, of this age of the world.
std::optional<Instant> instant_of_claim(const json::object& claims, std::string_view name) {
  constexpr std::int64_t seconds_max = 253'402'300'799;  // the end of the year 9999
  const auto* value = claims.if_contains(name);
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  const auto seconds = value->as_int64();
  if (seconds < 0 || seconds > seconds_max) return std::nullopt;
  return Instant{std::chrono::seconds{seconds}};
}

Result<PaneClaims> claims_of(const json::object& written, std::string_view operator_key, Instant now) {
  const auto expires_at = instant_of_claim(written, "exp");
  PaneClaims claims{.email = text_of(written, "sub", text_letters_max),
                    .organization = text_of(written, "org", text_letters_max),
                    .jti = text_of(written, "jti", jti_letters_max),
                    .expires_at = expires_at.value_or(Instant{})};
  if (!expires_at || claims.email.empty() || claims.organization.empty() ||
      claims.jti.size() < jti_letters_min)
    return refused("pane.claims");
  if (text_of(written, "aud", text_letters_max) != operator_key) return refused("pane.audience");
  if (claims.expires_at + pane_clocks_differ_max <= now) return refused("pane.expired");
  if (claims.expires_at > now + pane_token_lives_max + pane_clocks_differ_max)
    return refused("pane.too_long");
  return claims;
}

/// A seed as PKCS #8: a fixed head, then the 32 bytes (RFC 8410, 7).
std::string pem_of(std::span<const unsigned char> seed) {
  static constexpr unsigned char head[] = {0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06,
                                           0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20};
  std::vector<unsigned char> der(std::begin(head), std::end(head));
  der.insert(der.end(), seed.begin(), seed.end());
  std::string text(sodium_base64_encoded_len(der.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), der.data(), der.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
}

}  // namespace

PaneKeyPair make_pane_key() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> checks{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> signs{};
  std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
  crypto_sign_keypair(checks.data(), signs.data());
  crypto_sign_ed25519_sk_to_seed(seed.data(), signs.data());
  return {.public_key = std::string(checks.begin(), checks.end()), .private_pem = pem_of(seed)};
}

Result<PaneClaims> read_pane_token(std::string_view token, std::span<const PaneKey> keys,
                                   std::string_view operator_key, Instant now) {
  const auto parts = parts_of(token);
  const auto header = parts ? object_of(parts->header) : std::nullopt;
  if (!header) return refused("pane.unreadable");
  MADO_TRY(key, key_of(*header, keys));
  if (!is_signed(*parts, key)) return refused("pane.signature");
  const auto claims = object_of(parts->payload);
  if (!claims) return refused("pane.unreadable");
  return claims_of(*claims, operator_key, now);
}

}  // namespace mado::people
