#pragma once

#include "app/ports/metrics_book.hpp"
#include "store/mongo/bson.hpp"

#include <string>

// The figures as documents of `videocallmetrics`: the contract's fields beside those that counting on needs.
namespace callroom::store::mongo {

/// The bucket's `_id`: an ObjectId made of start and period, so that there is one of each.
[[nodiscard]] std::string bucket_id(const domain::MetricsKey& key);

[[nodiscard]] domain::MetricsBucket read_bucket(View view);
/// Without `_id`; `revision` one more than the bucket's.
[[nodiscard]] Document bucket_document(const domain::MetricsBucket& bucket);

[[nodiscard]] app::MetricsPosition read_position(View view);
[[nodiscard]] Document position_document(const app::MetricsPosition& position);

}  // namespace callroom::store::mongo
