#include "app/session_receipt.hpp"
#include "integrity/canonical_json.hpp"
#include "integrity/signed_document.hpp"
#include "rest/errors.hpp"
#include "rest/handlers.hpp"
#include "rest/query.hpp"
#include "rest/receipt_json.hpp"

namespace callroom::rest {

Reply call_receipt(const Services& services, const Options&, Context& context) {
  const auto id = take_session_id(context);
  if (!id) return invalid_session_id();
  Query query{context.request().query};
  const auto format = query.one_of("format", {"json", "file"});
  if (query.wrong()) return invalid_query(*query.wrong());

  const auto receipt = app::session_receipt(services.env, *id, *context.identity, origin_of(context, "receipt"));
  if (!receipt) return failure_of(receipt.error());
  auto document = integrity::sign_document(services.signer, receipt_json(*receipt));
  if (format != "file") return Success{.data = {{"receipt", std::move(document)}}};
  // The spelling that was signed: whoever keeps this file can see the change of a single byte.
  return File{.media_type = "application/json",
              .name = "receipt-" + id->str() + ".json",
              .body = integrity::canonical_json(document)};
}

}  // namespace callroom::rest
